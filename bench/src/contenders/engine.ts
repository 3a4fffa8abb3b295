import { createEngine, type Engine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import { badge, items, potion, userName } from '../world.js';
import type { Place } from '../stores/store.js';
import type { Contender } from './contender.js';

/** Holdall, as a host uses it: every call is validated, and answered when it is on the disk. */
export const openEngine = async (place: Place): Promise<Contender> => {
  const engine = await createEngine({ store: createStore(place) });
  return {
    operations: {
      use: async (user) => void (await engine.use({ user, item: potion })),
      grant: async (user) => void (await engine.grant({ user, item: badge })),
      check: async (user) => {
        const { allowed } = await engine.check({ user, item: potion });
        if (!allowed) throw new Error(`The engine denied ${user} what everybody may do.`);
      },
    },
    counts: async () => {
      const { entries, records, unbalanced } = await engine.audit();
      if (unbalanced.length > 0) throw new Error(`The engine's ledger does not balance: ${JSON.stringify(unbalanced)}`);
      return { entries, records };
    },
    close: () => engine.close(),
  };
};

/** Everybody holds a potion. One more user has done everything once: the floor learns from it what is written. */
export const sample = 'sample';

export const seedEngine = async (place: Place, users: number): Promise<void> => {
  const engine = await createEngine({ store: createStore(place), mostWaiting: Infinity });
  try {
    for (const item of items) await engine.createItem({ item });
    await grantPotions(engine, users);
    await engine.grant({ user: sample, item: potion });
    await engine.use({ user: sample, item: potion });
    await engine.grant({ user: sample, item: badge });
  } finally {
    await engine.close();
  }
};

const grantPotions = async (engine: Engine, users: number): Promise<void> => {
  await Promise.all(Array.from({ length: users }, (_, index) => engine.grant({ user: userName(index), item: potion })));
};
