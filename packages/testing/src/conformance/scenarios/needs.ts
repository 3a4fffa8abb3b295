import assert from 'node:assert/strict';
import type { Entry, Need } from '@holdall/core';
import {
  acquire,
  addInvoices,
  addItems,
  addUses,
  ask,
  askAll,
  askInUnit,
  byId,
  end,
  idsOf,
  noon,
  replyOf,
  write,
} from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const minute = 60_000;
const many = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** What rules may ask: every kind of need, in a question and, where it could differ, in a unit of work. */
export const needs: readonly Scenario[] = [
  {
    title: 'an empty store answers every need with nothing',
    run: async ({ store }) => {
      assert.equal(await ask(store, { kind: 'entry', user: 'ann', id: 1 }), null);
      assert.deepEqual(await ask(store, { kind: 'open', user: 'ann', item: 1 }), []);
      assert.equal(await ask(store, { kind: 'latest', user: 'ann', item: 1 }), null);
      assert.deepEqual(await ask(store, { kind: 'gets', user: 'ann', item: 1, most: 3 }), { count: 0, recent: [] });
      assert.deepEqual(await ask(store, { kind: 'uses', user: 'ann', item: 1, since: 0 }), []);
      assert.equal(await ask(store, { kind: 'use', user: 'ann', id: 1 }), null);
      assert.equal(await ask(store, { kind: 'invoice', user: 'ann', id: 1 }), null);
      assert.equal(await ask(store, { kind: 'reply', scope: 'ann', key: 'k' }), null);
      assert.deepEqual(await ask(store, { kind: 'due', at: noon, most: 10 }), []);
      assert.deepEqual(await ask(store, { kind: 'unfulfilled', most: 10 }), []);
      assert.deepEqual(await ask(store, { kind: 'staleReplies', at: noon, most: 10 }), []);
    },
  },
  {
    title: 'an entry is read back exactly as it was written, in questions and in units of work',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const data = {
        consumable: { used: 3, max_use: 2 ** 53 - 1 },
        'ключ "x"': { list: [1, null, 'ü'], deep: { a: {} } },
      };
      const [bare, full] = await acquire(store, [
        { item: item!.id },
        {
          item: item!.id,
          status: 'pending',
          expires: noon + 1,
          data,
          quantity: 2 ** 53 - 1,
          sku: 'S-ÄÖ',
          afterwards: [
            { type: 'status_changed', at: noon + 5, details: { to: { status: 'inactive', ended: 'deactivated' } } },
          ],
        },
      ]);
      for (const entry of [bare!, full!]) {
        const need = { kind: 'entry', user: 'ann', id: entry.id } as const;
        assert.deepEqual(await ask(store, need), entry);
        assert.deepEqual(await askInUnit(store, need), entry);
      }
    },
  },
  {
    title: 'what belongs to somebody else is not found',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const [entry] = await acquire(store, [{ item: item!.id }]);
      const [use] = await addUses(store, [{ item: item!.id }]);
      const [invoice] = await addInvoices(store, [{}]);
      for (const user of ['bob', 'ANN', 'ann ', 'an']) {
        assert.equal(await ask(store, { kind: 'entry', user, id: entry!.id }), null);
        assert.equal(await ask(store, { kind: 'use', user, id: use!.id }), null);
        assert.equal(await ask(store, { kind: 'invoice', user, id: invoice!.id }), null);
        assert.deepEqual(await ask(store, { kind: 'open', user, item: item!.id }), []);
        assert.equal(await ask(store, { kind: 'latest', user, item: item!.id }), null);
      }
      assert.deepEqual(await ask(store, { kind: 'use', user: 'ann', id: use!.id }), use);
      assert.deepEqual(await ask(store, { kind: 'invoice', user: 'ann', id: invoice!.id }), invoice);
    },
  },
  {
    title: 'user ids are opaque: 64 characters, quotes, spaces, other scripts and emoji, upper and lower case apart',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const users = [
        "o'neil",
        '"; --',
        ' ',
        'a b',
        'Ann',
        'ann',
        'żółć',
        'e\u0301',
        '\u00e9',
        '🎒',
        '%',
        '_',
        'x'.repeat(64),
      ];
      await acquire(
        store,
        users.map((user) => ({ user, item: item!.id })),
      );
      for (const user of users) {
        const open = await ask(store, { kind: 'open', user, item: item!.id });
        assert.deepEqual(
          open.map((entry) => entry.user),
          [user],
        );
      }
    },
  },
  {
    title: 'open: the entries of one user and item that are pending or active, expired or not',
    run: async ({ store }) => {
      const [item, other] = await addItems(store, [{}, {}]);
      const of = { item: item!.id };
      const entries = await acquire(store, [
        of,
        { ...of, status: 'pending' },
        { ...of, expires: noon - minute },
        { ...of, status: 'inactive', ended: 'used_up' },
        { item: other!.id },
        { ...of, user: 'bob' },
      ]);
      for (const read of [ask, askInUnit]) {
        const open = await read(store, { kind: 'open', user: 'ann', ...of });
        assert.deepEqual(byId(open), entries.slice(0, 3));
      }
    },
  },
  {
    title: 'latest: the newest entry of one user and item, whatever its status',
    run: async ({ store }) => {
      const [item, other] = await addItems(store, [{}, {}]);
      const of = { item: item!.id };
      const [, newest] = await acquire(store, [
        of,
        { ...of, status: 'inactive', ended: 'revoked', at: noon - minute },
        { item: other!.id },
        { ...of, user: 'bob' },
      ]);
      assert.deepEqual(await ask(store, { kind: 'latest', user: 'ann', ...of }), newest);
    },
  },
  {
    title: 'gets: all acquisitions are counted, and the latest moments come newest first, at most as many as asked for',
    run: async ({ store }) => {
      const [item, other] = await addItems(store, [{}, {}]);
      const of = { item: item!.id };
      await acquire(store, [
        { ...of, at: noon },
        { ...of, at: noon + 1, status: 'inactive', ended: 'expired' },
        { ...of, at: noon + 2 },
        { ...of, at: noon + 2 },
        { item: other!.id, at: noon + 3 },
        { ...of, user: 'bob', at: noon + 4 },
      ]);
      const recent = [noon + 2, noon + 2, noon + 1, noon];
      for (const most of [0, 1, 3, 4, 5, 10_000]) {
        const gets = await ask(store, { kind: 'gets', user: 'ann', ...of, most });
        assert.deepEqual(gets, { count: 4, recent: recent.slice(0, most) });
      }
    },
  },
  {
    title: 'uses: those after a moment, not at it, that were not wholly reversed, with what each took',
    run: async ({ store }) => {
      const [item, other] = await addItems(store, [{}, {}]);
      const takes = [0, 1].map((index) => ({ quantity: 5 - index, reversed: index }));
      const of = { item: item!.id };
      const uses = await addUses(store, [
        { ...of, at: noon - 1 },
        { ...of, at: noon },
        { ...of, at: noon + 1, takes },
        { ...of, at: noon + 2, takes: [{ quantity: 2, reversed: 2 }] },
        { ...of, at: noon + 3, takes: [{ quantity: 2 ** 53 - 1, reversed: 0 }] },
        { item: other!.id, at: noon + 1 },
        { ...of, user: 'bob', at: noon + 1 },
      ]);
      const need = { kind: 'uses', user: 'ann', ...of } as const;
      assert.deepEqual(byId(await ask(store, { ...need, since: noon })), [uses[2], uses[4]]);
      assert.deepEqual(byId(await ask(store, { ...need, since: noon - 1 })), [uses[1], uses[2], uses[4]]);
      assert.deepEqual(idsOf(byId(await ask(store, { ...need, since: 0 }))), idsOf([0, 1, 2, 4].map((n) => uses[n]!)));
      assert.deepEqual(await ask(store, { ...need, since: noon + 3 }), []);
    },
  },
  {
    title: 'two needs for the uses of one user and item get at least what each asked for',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      await addUses(store, [
        { item: item!.id, at: noon },
        { item: item!.id, at: noon + 10 },
      ]);
      const need = { kind: 'uses', user: 'ann', item: item!.id } as const;
      for (const sinces of [
        [noon - 1, noon + 5],
        [noon + 5, noon - 1],
      ]) {
        const loaded = await askAll(
          store,
          sinces.map((since) => ({ ...need, since })),
        );
        assert.equal(loaded.get<'uses'>({ ...need, since: noon - 1 })?.length, 2);
      }
    },
  },
  {
    title: 'due: what expired at or before a moment and is not inactive, of all users, soonest expiry first',
    run: async ({ store }) => {
      const [item, other] = await addItems(store, [{}, {}]);
      const of = { item: item!.id };
      const entries = await acquire(store, [
        { ...of, expires: noon },
        { ...of, user: 'bob', expires: noon - 1 },
        { item: other!.id, status: 'pending', expires: noon - 2 },
        { ...of, expires: noon + 1 },
        of,
        { ...of, expires: noon - 3, status: 'inactive', ended: 'expired' },
        { ...of, user: 'cid', expires: noon - 1 },
      ]);
      const [atNoon, bobs, soonest, , , , cids] = entries;
      const inOrder = [soonest!, bobs!, cids!, atNoon!];
      for (const most of [4, 5, 100]) assert.deepEqual(await ask(store, { kind: 'due', at: noon, most }), inOrder);
      assert.deepEqual(await askInUnit(store, { kind: 'due', at: noon - 2, most: 10 }), [soonest]);
      assert.deepEqual(await ask(store, { kind: 'due', at: noon - 3, most: 10 }), []);
    },
  },
  {
    title:
      'due: as many as were asked for where there are more, whoever they belong to, and the others when those are done',
    run: async ({ store }) => {
      const [item, other] = await addItems(store, [{}, {}]);
      // Users with much that is due, with little of it among much that is not, and with a single entry.
      const entries = await acquire(store, [
        ...many(40, (n) => ({ item: item!.id, expires: noon - (n % 7) })),
        ...many(60, (n) => ({
          item: n % 2 === 0 ? item!.id : other!.id,
          user: 'bob',
          expires: n % 20 === 0 ? noon : null,
        })),
        ...many(30, (n) => ({ item: other!.id, user: `user ${n % 15}`, expires: noon + (n % 2) * 5 - n })),
      ]);
      const waiting = new Set(entries.filter(({ expires }) => expires !== null && expires <= noon).map(({ id }) => id));
      for (const most of [1, 2, 3, 10, 25, 7, 1000]) {
        const due: readonly Entry[] = await ask(store, { kind: 'due', at: noon, most });
        assert.equal(due.length, Math.min(most, waiting.size));
        assert.deepEqual(
          due,
          due.toSorted((a, b) => a.expires! - b.expires! || a.id - b.id),
        );
        for (const entry of due) {
          assert.deepEqual(
            entry,
            entries.find(({ id }) => id === entry.id),
          );
          assert.ok(waiting.delete(entry.id), `entry ${entry.id} is not due, or was there twice`);
        }
        await end(store, due);
      }
      assert.equal(waiting.size, 0);
    },
  },
  {
    title: 'unfulfilled: the invoices of all users that wait, oldest first, bounded',
    run: async ({ store }) => {
      const invoices = await addInvoices(store, [
        { user: 'bob' },
        { fulfilment: 'fulfilled', fulfilledAt: noon },
        { fulfilment: 'processing' },
        {},
        { user: 'cid' },
      ]);
      const waiting = [invoices[0], invoices[3], invoices[4]];
      for (const most of [1, 2, 3, 50]) {
        assert.deepEqual(await ask(store, { kind: 'unfulfilled', most }), waiting.slice(0, most));
      }
    },
  },
  {
    title: 'staleReplies: those given at or before a moment, in every scope, bounded',
    run: async ({ store }) => {
      const replies = [
        replyOf({ key: 'a', at: noon }),
        replyOf({ key: 'a', scope: '', at: noon - 1 }),
        replyOf({ key: 'b', at: noon + 1 }),
      ];
      await write(store, { replies });
      const stale = await ask(store, { kind: 'staleReplies', at: noon, most: 10 });
      const named = stale.map(({ scope, key }) => `${scope}/${key}`).toSorted();
      assert.deepEqual(named, ['/a', 'ann/a']);
      assert.equal((await ask(store, { kind: 'staleReplies', at: noon, most: 1 })).length, 1);
      assert.deepEqual(await ask(store, { kind: 'staleReplies', at: noon - 2, most: 10 }), []);
    },
  },
  {
    title: 'many needs of every kind at once are each answered as if alone',
    run: async ({ store }) => {
      const items = await addItems(
        store,
        Array.from({ length: 20 }, () => ({})),
      );
      const users = Array.from({ length: 15 }, (_, index) => `user ${index}`);
      const pairs = users.flatMap((user) => items.map(({ id }) => ({ user, item: id })));
      const entries = await acquire(store, pairs);
      const elsewhere = pairs.map(({ user, item }) => ({ user: `${user}'s other`, item }));
      const uses = await addUses(store, elsewhere);
      const asked: Need[] = [
        ...entries.map(({ user, id }) => ({ kind: 'entry', user, id }) as const),
        ...pairs.map((pair) => ({ kind: 'open', ...pair }) as const),
        ...pairs.map((pair) => ({ kind: 'latest', ...pair }) as const),
        ...pairs.map((pair) => ({ kind: 'gets', ...pair, most: 1 }) as const),
        ...elsewhere.map((pair) => ({ kind: 'uses', ...pair, since: 0 }) as const),
        ...uses.map(({ user, id }) => ({ kind: 'use', user, id }) as const),
      ];
      const loaded = await askAll(store, asked);
      assert.deepEqual(loaded.missing(asked), []);
      pairs.forEach(({ user, item }, index) => {
        const entry = entries[index]!;
        assert.deepEqual(loaded.get<'entry'>({ kind: 'entry', user, id: entry.id }), entry);
        assert.deepEqual(loaded.get<'open'>({ kind: 'open', user, item }), [entry]);
        assert.deepEqual(loaded.get<'latest'>({ kind: 'latest', user, item }), entry);
        assert.deepEqual(loaded.get<'gets'>({ kind: 'gets', user, item, most: 1 }), { count: 1, recent: [noon] });
        const use = uses[index]!;
        assert.deepEqual(loaded.get<'uses'>({ kind: 'uses', user: use.user, item, since: 0 }), [use]);
        assert.deepEqual(loaded.get<'use'>({ kind: 'use', user: use.user, id: use.id }), use);
      });
    },
  },
];
