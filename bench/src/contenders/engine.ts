import { createEngine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import type { Place } from '../stores/store.js';
import { badge, potion } from '../world.js';
import type { Contender, Counts } from './contender.js';
import { countRows, openSession } from './floor/open-session.js';

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
    counts: () => countEngine(place),
    close: () => engine.close(),
  };
};

/** Without the engine: what is there, and not what it says. */
export const countEngine = async (place: Place): Promise<Counts> => {
  const session = await openSession(place);
  try {
    return await countRows(session);
  } finally {
    await session.close();
  }
};
