import { createBridge, MemoryBridgeStore, type BridgeStore } from '@holdall/esim-go';
import { TypeOrmBridgeStore } from '@holdall/esim-go/typeorm';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { temporaryFile } from '../stores/places.js';
import { bridged } from './bridged.js';
import { Death, Killed } from './killed.js';

const sandbox = useSandbox();

const order = { user: 'anna', item: france, key: 'cart 1' };

const unlessKilled = (error: unknown): void => {
  if (!(error instanceof Killed)) throw error;
};

/** Gives stores on the same records: what two processes have. */
const stores: readonly (readonly [string, () => () => BridgeStore])[] = [
  [
    'memory',
    () => {
      const store = new MemoryBridgeStore();
      return () => store;
    },
  ],
  [
    'better-sqlite3',
    () => {
      const database = temporaryFile();
      return () => new TypeOrmBridgeStore({ type: 'better-sqlite3', database });
    },
  ],
];

describe.each(stores)('a sale whose bridge is killed: %s', (_name, fresh) => {
  it.each(['before', 'after'] as const)('%s any call of either store is finished by another, once', async (when) => {
    let calls = Infinity;
    // The first is the opening.
    for (let nth = 2; nth <= calls; nth += 1) {
      await sandbox.control('POST', '/reset', {
        now: '2026-01-31T10:00:00.000Z',
        settings: { rateLimit: { enabled: false } },
      });
      await sandbox.stock(france, 5);
      const again = fresh();
      const { engine, store, clock, bridge } = await bridged(sandbox, { store: again() });
      const death = new Death(nth, when);
      const theirs = again();
      const dying = await createBridge({
        engine: death.wrap(engine),
        store: death.wrap(theirs),
        configuration: configured(sandbox.url, { apiKey: sandbox.apiKey }),
        clock,
        timers: clock,
      });
      // One that dies as it gives its last lease back has answered already.
      await dying.sell(order).catch(unlessKilled);
      if (!death.dead) calls = death.calls;

      // What the dead one held is free again, and what it sent is over.
      clock.advance({ minutes: 10 });
      await bridge.reconcile();
      // Nobody may know of it yet: its buyer asks again.
      const sale = await bridge.sell(order);
      expect(sale, `call ${nth}`).toMatchObject({ stage: 'held' });
      const { esims, lots } = await sandbox.state();
      expect(Object.values(esims).flatMap(({ assignments }) => assignments.map(({ id }) => id))).toEqual([
        sale.assignment,
      ]);
      expect(Object.values(lots).map(({ remaining }) => remaining)).toEqual([4]);
      const { content } = await engine.entries({ user: 'anna', inactive: true });
      expect(content).toMatchObject([{ id: sale.entry, status: 'active', remaining: 1_000_000_000 }]);
      expect(await engine.audit()).toMatchObject({ unbalanced: [] });
      await Promise.all([theirs.close(), store.close()]);
    }
    expect(calls).toBeGreaterThan(15);
  });
});
