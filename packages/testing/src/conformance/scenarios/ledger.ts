import assert from 'node:assert/strict';
import { acquire, addItems, write } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

/** Totals of the log, and the audit that holds them against the entries. */
export const ledger: readonly Scenario[] = [
  {
    title: 'totals add up the quantities of one entry by type, and leave out types without records',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const afterwards = [
        { type: 'used', quantity: 2 },
        { type: 'used', quantity: 3 },
        { type: 'reversed', quantity: 1 },
        { type: 'adjusted', quantity: -4 },
        { type: 'adjusted', quantity: 1 },
        { type: 'credited', quantity: 500 },
        { type: 'expires_changed', quantity: 0 },
      ] as const;
      const [entry, other] = await acquire(store, [
        { item: item!.id, quantity: 10, afterwards },
        { item: item!.id, quantity: 2 ** 53 - 1 },
      ]);
      assert.deepEqual(await store.totals('ann', entry!.id), {
        granted: 10,
        used: 5,
        reversed: 1,
        adjusted: -3,
        credited: 500,
        expires_changed: 0,
      });
      assert.deepEqual(await store.totals('ann', other!.id), { granted: 2 ** 53 - 1 });
      assert.deepEqual(await store.totals('bob', entry!.id), {});
      assert.deepEqual(await store.totals('ann', 999), {});
    },
  },
  {
    title: 'the audit counts entries and records, and finds nothing where the log adds up',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const afterwards = [
        { type: 'used', quantity: 4 },
        { type: 'credited', quantity: 999 },
        { type: 'expired', quantity: 6 },
      ] as const;
      await acquire(store, [
        { item: item!.id, quantity: 10, afterwards },
        { item: item!.id },
        { item: item!.id, user: 'bob' },
      ]);
      assert.deepEqual(await store.audit(100), { entries: 3, records: 6, unbalanced: [] });
    },
  },
  {
    title: 'the audit names entries whose log adds up to something else, at most as many as asked for',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const of = { item: item!.id, quantity: 10 };
      const entries = await acquire(store, [of, { ...of, user: 'bob' }, of, { ...of, user: 'cid' }]);
      const [first, bobs, , cids] = entries;
      await write(store, {
        updated: [
          { from: first!, to: { ...first!, booked: 11 } },
          { from: bobs!, to: { ...bobs!, booked: 0 } },
          { from: cids!, to: { ...cids!, booked: -10 } },
        ],
      });
      const { unbalanced, ...counts } = await store.audit(100);
      assert.deepEqual(counts, { entries: 4, records: 4 });
      assert.deepEqual(
        unbalanced.toSorted((a, b) => a.entry - b.entry),
        [
          { user: 'ann', entry: first!.id, booked: 11, logged: 10 },
          { user: 'bob', entry: bobs!.id, booked: 0, logged: 10 },
          { user: 'cid', entry: cids!.id, booked: -10, logged: 10 },
        ],
      );
      assert.equal((await store.audit(2)).unbalanced.length, 2);
    },
  },
];
