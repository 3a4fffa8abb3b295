import { createEngine, HoldallError, MemoryStore, type Engine, type Store } from '@holdall/core';
import { expect, it, onTestFinished } from 'vitest';
import { createStore } from '../src/index.js';
import { randomFrom, temporaryDatabase } from './worlds.js';

const seeds = [1, 20261121, 77];

const users = Array.from({ length: 12 }, (_, index) => `user ${index}`);

const catalogue = {
  items: [
    { name: 'Tickets', unique_key: 'tickets', behaviors: [{ type_hint: 'consumable', max_use: 3 }] },
    {
      name: 'Badge',
      unique_key: 'badge',
      behaviors: [{ type_hint: 'limited_gettable', group: { name: 'badges', owned_limit: 2, active_only: true } }],
    },
    { name: 'Pass', unique_key: 'pass', behaviors: [{ type_hint: 'pre_req_entitlement', item_ids: ['badge'] }] },
  ],
};

/** Whatever comes of it, but for ids: which of two users gets which is nobody's business. */
const outcome = async (work: Promise<object>): Promise<unknown> => {
  try {
    const { takes, remaining, entries, replayed } = (await work) as Record<string, unknown>;
    const granted = (entries as readonly { status: string }[] | undefined)?.map(({ status }) => status);
    return { takes: (takes as readonly unknown[] | undefined)?.length, remaining, granted, replayed };
  } catch (error) {
    if (!(error instanceof HoldallError)) throw error;
    return [error.code, (error as { reason?: string }).reason];
  }
};

type Order = (engine: Engine) => Promise<unknown>;

/** Of a dozen users, in no order among each other, with the catalogue changed and a sweep in between. */
const ordersFrom = (seed: number, count: number): readonly Order[] => {
  const random = randomFrom(seed);
  const changes: readonly Order[] = [
    (engine) => engine.importCatalogue({ catalogue: withTickets(4) }).then(() => 'changed'),
    (engine) => engine.sweepExpired().then(({ expired }) => expired),
    (engine) => engine.importCatalogue({ catalogue: withTickets(2) }).then(() => 'changed'),
  ];
  return Array.from({ length: count }, (_, index): Order => {
    if (index % 400 === 399) return changes[Math.floor(index / 400) % changes.length]!;
    const user = users[random(users.length)]!;
    const item = ['tickets', 'badge', 'pass'][random(3)]!;
    const key = random(4) === 0 ? `key ${random(20)}` : null;
    if (random(3) === 0) return (engine) => outcome(engine.grant({ user, item, key }));
    const quantity = 1 + random(3);
    return (engine) => outcome(engine.use({ user, item: 'tickets', quantity, key }));
  });
};

const withTickets = (max_use: number) => ({
  items: catalogue.items.map((item) =>
    item.unique_key === 'tickets' ? { ...item, behaviors: [{ type_hint: 'consumable', max_use }] } : item,
  ),
});

const answersOf = async (store: Store, orders: readonly Order[]): Promise<readonly unknown[]> => {
  const engine = await createEngine({ store, clock: { now: () => Date.UTC(2026, 10, 21) } });
  onTestFinished(() => engine.close());
  await engine.importCatalogue({ catalogue });
  const answers = await Promise.all(orders.map((order) => order(engine)));
  const { unbalanced, records } = await engine.audit();
  const ids: number[] = [];
  for await (const { id } of engine.streamLog()) ids.push(id);
  expect({ unbalanced, ids: new Set(ids).size }).toEqual({ unbalanced: [], ids: records });
  return answers;
};

// Batches of different users are under way at once there; nobody may notice.
it.each(seeds)('PostgreSQL answers every user what they are answered one after another (seed %i)', async (seed) => {
  const orders = ordersFrom(seed, 2000);
  const expected = await answersOf(new MemoryStore(), orders);
  expect(await answersOf(createStore(await temporaryDatabase()), orders)).toEqual(expected);
});
