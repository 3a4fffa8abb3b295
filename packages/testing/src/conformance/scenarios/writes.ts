import assert from 'node:assert/strict';
import { replayed, type Entry, type Invoice } from '@holdall/core';
import { acquire, addInvoices, addItems, addUses, ask, commit, noon, recordOf, replyOf, write } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const wholeLog = (user: string) => ({ user, entry: null, types: null, direction: 'ASC', page: 1, size: 1000 }) as const;

/** What a unit of work may change: every kind of write. */
export const writes: readonly Scenario[] = [
  {
    title: 'an updated entry replaces what was stored, every field of it, and its neighbours stay as they are',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const [entry, neighbour] = await acquire(store, [{ item: item!.id, data: { a: 1 } }, { item: item!.id }]);
      const later: Entry = {
        ...entry!,
        revision: 2,
        status: 'inactive',
        ended: 'expired',
        updatedAt: noon + 7,
        expires: noon + 6,
        booked: -3,
        data: { b: { c: [] } },
      };
      const record = { user: 'ann', entry: entry!.id, item: item!.id, seq: 2, type: 'adjusted', quantity: -3 } as const;
      await commit(store, [{ kind: 'ids', sequence: 'log', count: 1 }], (loaded) => {
        const { first } = loaded.get<'ids'>({ kind: 'ids', sequence: 'log', count: 1 })!;
        return {
          updated: [{ from: entry!, to: later }],
          log: [recordOf({ ...record, id: first })],
          idsUsed: { log: 1 },
        };
      });
      assert.deepEqual(await ask(store, { kind: 'entry', user: 'ann', id: entry!.id }), later);
      assert.deepEqual(await ask(store, { kind: 'entry', user: 'ann', id: neighbour!.id }), neighbour);
      assert.deepEqual(await ask(store, { kind: 'open', user: 'ann', item: item!.id }), [neighbour]);
      assert.deepEqual(await ask(store, { kind: 'due', at: noon + 100, most: 5 }), []);
    },
  },
  {
    title: 'the log keeps every field of every record, and rebuilds the entries',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const [entry] = await acquire(store, [
        {
          item: item!.id,
          quantity: 2 ** 53 - 1,
          expires: noon + 9,
          data: { consumable: { max_use: 2 ** 53 - 1 } },
          sku: 's',
          afterwards: [
            { type: 'adjusted', quantity: -(2 ** 53 - 2), actor: 'admin "x"', info: 'why – ünïcödé 🎒' },
            {
              type: 'data_changed',
              quantity: 0,
              details: { from: { data: {} }, to: { data: { k: [1.5, null] }, dropped: ['x'] } },
            },
            { type: 'credited', quantity: 99, details: { currency: 'EUR', invoice: 4 } },
            { type: 'used', quantity: 1, use: 2 ** 53 - 1, at: noon + 1 },
          ],
        },
      ]);
      const { content, total } = await store.log(wholeLog('ann'));
      assert.equal(total, 5);
      assert.deepEqual(
        content.map(({ type, seq, quantity }) => [seq, type, quantity]),
        [
          [1, 'granted', 2 ** 53 - 1],
          [2, 'adjusted', -(2 ** 53 - 2)],
          [3, 'data_changed', 0],
          [4, 'credited', 99],
          [5, 'used', 1],
        ],
      );
      assert.deepEqual(content[1], {
        ...content[1]!,
        actor: 'admin "x"',
        info: 'why – ünïcödé 🎒',
        use: null,
        at: noon,
      });
      assert.deepEqual(content[2]!.details, { from: { data: {} }, to: { data: { k: [1.5, null] }, dropped: ['x'] } });
      assert.deepEqual(content[3]!.details, { currency: 'EUR', invoice: 4 });
      assert.equal(content[4]!.use, 2 ** 53 - 1);
      const [first, ...others] = content;
      assert.deepEqual(replayed([first!, ...others]), entry);
    },
  },
  {
    title: 'a use is what the log says of it: what is given back later counts at once',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const [use, other] = await addUses(store, [
        { item: item!.id, takes: [{ quantity: 3, reversed: 0 }] },
        { item: item!.id },
      ]);
      const giveBack = async (quantity: number) => {
        const entry = (await ask(store, { kind: 'entry', user: 'ann', id: use!.takes[0]!.entry }))!;
        await commit(store, [{ kind: 'ids', sequence: 'log', count: 1 }], (loaded) => {
          const id = loaded.get<'ids'>({ kind: 'ids', sequence: 'log', count: 1 })!.first;
          const place = { id, user: 'ann', entry: entry.id, item: item!.id, seq: entry.revision + 1 };
          // At a moment long before the use: clocks differ.
          const record = recordOf({ ...place, type: 'reversed', quantity, use: use!.id, at: 5 });
          const to = { ...entry, revision: record.seq, booked: entry.booked + quantity };
          return { updated: [{ from: entry, to }], log: [record], idsUsed: { log: 1 } };
        });
      };
      await giveBack(2);
      const changed = { ...use!, net: 1, takes: [{ ...use!.takes[0]!, reversed: 2 }] };
      assert.deepEqual(await ask(store, { kind: 'use', user: 'ann', id: use!.id }), changed);
      assert.deepEqual(await ask(store, { kind: 'uses', user: 'ann', item: item!.id, since: 0 }), [changed, other]);
      assert.deepEqual(await ask(store, { kind: 'use', user: 'ann', id: other!.id }), other);
      await giveBack(1);
      assert.deepEqual(await ask(store, { kind: 'uses', user: 'ann', item: item!.id, since: 0 }), [other]);
      assert.equal((await ask(store, { kind: 'use', user: 'ann', id: use!.id }))?.net, 0);
    },
  },
  {
    title: 'invoices are read back exactly as written, new and changed',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const lines = [
        { id: 1, item: item!.id, sku: 'S', quantity: 2, entries: [1, 2 ** 53 - 1] },
        { id: 2, item: item!.id, sku: 'S', quantity: 0, entries: [] },
      ];
      const part = { sku: 'ß', note: 'für 🎒', price: 2 ** 53 - 1, originalPrice: 0, payment: 'paid', lines } as const;
      const [invoice, other] = await addInvoices(store, [part, {}]);
      const need = { kind: 'invoice', user: 'ann', id: invoice!.id } as const;
      assert.deepEqual(await ask(store, need), invoice);
      const changed: Invoice = { ...invoice!, fulfilment: 'fulfilled', fulfilledAt: noon + 1 };
      await write(store, { invoices: [changed] });
      assert.deepEqual(await ask(store, need), changed);
      assert.deepEqual(await ask(store, { kind: 'unfulfilled', most: 9 }), [other]);
    },
  },
  {
    title: 'replies to idempotency keys are kept exactly, apart by scope and key, and replaced by newer ones',
    run: async ({ store }) => {
      const command = { type: 'grant', nested: { 'ä"': [1.5, null, true, { x: 2 ** 53 - 1 }] }, key2: '' };
      const refused = {
        ok: false,
        error: { code: 'denied', details: { reason: 'x', denials: [] }, message: 'näh' },
      } as const;
      const replies = [
        replyOf({ key: 'k', command }),
        replyOf({ key: 'K', outcome: refused }),
        replyOf({ key: 'k', scope: 'bob', outcome: { ok: true, result: null } }),
        replyOf({ key: 'k', scope: '', at: 0 }),
        replyOf({ key: ' "\' 🎒'.repeat(10) }),
        replyOf({ key: 'y'.repeat(255), scope: 'x'.repeat(64) }),
      ];
      await write(store, { replies });
      for (const reply of replies) {
        assert.deepEqual(await ask(store, { kind: 'reply', scope: reply.scope, key: reply.key }), reply);
      }
      assert.equal(await ask(store, { kind: 'reply', scope: 'ann', key: 'k ' }), null);
      const newer = replyOf({ key: 'k', at: noon + 1, outcome: refused });
      await write(store, { replies: [newer] });
      assert.deepEqual(await ask(store, { kind: 'reply', scope: 'ann', key: 'k' }), newer);
      assert.deepEqual(await ask(store, { kind: 'reply', scope: 'bob', key: 'k' }), replies[2]);
    },
  },
  {
    title: 'forgotten replies are gone, and one given in the same unit replaces the one that it forgets',
    run: async ({ store }) => {
      await write(store, { replies: [replyOf({ key: 'a' }), replyOf({ key: 'b' }), replyOf({ key: 'c' })] });
      const again = replyOf({ key: 'b', at: noon + 1 });
      const forgottenReplies = ['a', 'b', 'never'].map((key) => ({ scope: 'ann', key }));
      await write(store, { replies: [again], forgottenReplies });
      assert.equal(await ask(store, { kind: 'reply', scope: 'ann', key: 'a' }), null);
      assert.deepEqual(await ask(store, { kind: 'reply', scope: 'ann', key: 'b' }), again);
      assert.notEqual(await ask(store, { kind: 'reply', scope: 'ann', key: 'c' }), null);
    },
  },
  {
    title: 'a unit of work that changes nothing is fine',
    run: async ({ store }) => {
      await write(store, {});
      assert.deepEqual(await store.audit(10), { entries: 0, records: 0, unbalanced: [] });
    },
  },
  {
    title: 'one unit may write thousands of rows of everything',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const many = Array.from({ length: 3000 }, (_, index) => ({
        user: `u${index % 7}`,
        item: item!.id,
        quantity: index,
      }));
      const withNths = many.map((one, index) => ({ ...one, nth: Math.floor(index / 7) + 1 }));
      await acquire(store, withNths);
      await addUses(
        store,
        many.map(({ user, item: id }) => ({ user, item: id })),
      );
      await write(store, { replies: many.map((_, index) => replyOf({ key: `k${index}` })) });
      assert.deepEqual(await store.audit(10), { entries: 6000, records: 9000, unbalanced: [] });
      assert.equal(
        (await ask(store, { kind: 'uses', user: 'u6', item: item!.id, since: 0 })).length,
        Math.floor(3000 / 7),
      );
      assert.equal((await ask(store, { kind: 'staleReplies', at: noon, most: 10_000 })).length, 3000);
    },
  },
];
