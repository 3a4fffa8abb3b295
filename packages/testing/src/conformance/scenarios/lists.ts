import assert from 'node:assert/strict';
import { comparisons, endOf, type Entry, type EntryQuery, type LogQuery, type Store } from '@holdall/core';
import { acquire, addItems, idsOf, noon } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const all: EntryQuery = { users: null, items: null, openAt: null, created: [], order: [], page: 1, size: 1000 };
const logOfAnn: LogQuery = { user: 'ann', entry: null, types: null, direction: 'ASC', page: 1, size: 1000 };

const listed = async (store: Store, query: Partial<EntryQuery>): Promise<readonly number[]> => {
  const { content, total } = await store.entries({ ...all, ...query });
  assert.equal(total, content.length, 'the total counts what is listed');
  return idsOf(content);
};

/** No character comes after it. */
const last = '\u{10ffff}';

/** Lists of entries and of the log: every filter, order and page, at its boundaries. */
export const lists: readonly Scenario[] = [
  {
    title: 'without filters all entries of all users are listed, whole, by id',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const of = { item: item!.id };
      const entries = await acquire(store, [
        of,
        { ...of, user: 'bob' },
        { ...of, status: 'inactive', ended: 'revoked' },
      ]);
      assert.deepEqual(await store.entries(all), { content: entries, total: 3 });
    },
  },
  {
    title: 'entries are filtered by users and items; an empty list of either matches none',
    run: async ({ store }) => {
      const items = await addItems(store, [{}, {}, {}]);
      const pairs = ['ann', 'bob', 'cid'].flatMap((user) => items.map(({ id }) => ({ user, item: id })));
      const entries = await acquire(store, pairs);
      const where = (test: (entry: Entry) => boolean) => idsOf(entries.filter(test));
      const [first, second] = items;
      const list = (query: Partial<EntryQuery>) => listed(store, query);
      assert.deepEqual(
        await list({ users: ['bob'] }),
        where(({ user }) => user === 'bob'),
      );
      assert.deepEqual(
        await list({ users: ['cid', 'ann', 'ann', 'dan'] }),
        where(({ user }) => user !== 'bob'),
      );
      assert.deepEqual(
        await list({ items: [second!.id] }),
        where(({ item }) => item === second!.id),
      );
      assert.deepEqual(
        await list({ users: ['bob', 'cid'], items: [second!.id, first!.id, 999] }),
        where(({ user, item }) => user !== 'ann' && item !== items[2]!.id),
      );
      assert.deepEqual(await list({ users: [] }), []);
      assert.deepEqual(await list({ items: [] }), []);
      assert.deepEqual(await list({ users: ['dan'] }), []);
      const many = Array.from({ length: 5000 }, (_, index) => `nobody ${index}`);
      assert.deepEqual(
        await list({ users: [...many, 'bob'] }),
        where(({ user }) => user === 'bob'),
      );
    },
  },
  {
    title: 'openAt: pending or active, and unexpired: an entry is over from the very instant at which it expires',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const of = { item: item!.id };
      const entries = await acquire(store, [
        of,
        { ...of, status: 'pending', expires: noon + 1 },
        { ...of, expires: noon },
        { ...of, expires: noon - 1 },
        { ...of, status: 'inactive', ended: 'used_up' },
        { ...of, status: 'inactive', ended: 'deactivated', expires: noon + 10 },
      ]);
      const ids = idsOf(entries);
      assert.deepEqual(await listed(store, { openAt: noon }), [ids[0], ids[1]]);
      assert.deepEqual(await listed(store, { openAt: noon - 1 }), [ids[0], ids[1], ids[2]]);
      assert.deepEqual(await listed(store, { openAt: noon + 1 }), [ids[0]]);
    },
  },
  {
    title: 'entries are filtered by creation with GT, LT, EQ, GOE and LOE, exact to the millisecond, all of them ANDed',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const entries = await acquire(
        store,
        [-1, 0, 1].map((offset) => ({ item: item!.id, at: noon + offset })),
      );
      const [before, at, after] = idsOf(entries);
      const expected = {
        GT: [after],
        LT: [before],
        EQ: [at],
        GOE: [at, after],
        LOE: [before, at],
      };
      for (const op of comparisons) {
        assert.deepEqual(await listed(store, { created: [{ op, value: noon }] }), expected[op], op);
      }
      const both = [
        { op: 'GOE', value: noon },
        { op: 'LT', value: noon + 1 },
      ] as const;
      assert.deepEqual(await listed(store, { created: both }), [at]);
      assert.deepEqual(await listed(store, { created: [...both, { op: 'EQ', value: noon + 1 }] }), []);
    },
  },
  {
    title: 'entries are filtered by what the user begins with, in whatever letters, and by users beside that',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const users = [
        'a',
        'an',
        'ann',
        'anna',
        'aN',
        'ao',
        'Ann',
        '~',
        '\ud7ff',
        '\ud7ffx',
        '\ue000',
        '🎒',
        '🎒x',
        last,
        `${last}z`,
        `a${last}`,
        `a${last}b`,
        'b',
      ];
      const entries = await acquire(
        store,
        users.map((user) => ({ user, item: item!.id })),
      );
      const begun = (prefix: string) => idsOf(entries.filter(({ user }) => user.startsWith(prefix)));
      for (const prefix of [...users, 'ann a', '\ud7fe', 'zz']) {
        assert.deepEqual(await listed(store, { userPrefix: prefix }), begun(prefix), prefix);
      }
      const beside = { users: ['ann', 'Ann', 'b'], items: [item!.id], openAt: noon };
      assert.deepEqual(await listed(store, { ...beside, userPrefix: 'an' }), [entries[2]!.id]);
      assert.deepEqual(await listed(store, { openAt: noon, userPrefix: 'an' }), begun('an'));
    },
  },
  {
    title: 'entries are filtered by when they end: at their expiry, right after the change that ended them, or never',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const of = { item: item!.id };
      const inactive = { ...of, status: 'inactive' } as const;
      const entries = await acquire(store, [
        of,
        { ...of, expires: noon + 5 },
        { ...of, status: 'pending', expires: noon + 6 },
        { ...inactive, ended: 'expired', expires: noon + 4, afterwards: [{ type: 'expired', at: noon + 9 }] },
        { ...inactive, ended: 'revoked', expires: noon + 9, afterwards: [{ type: 'revoked', at: noon + 3 }] },
        { ...inactive, ended: 'used_up', at: noon + 4 },
        { ...inactive, ended: 'deactivated', at: noon + 7, expires: noon + 5 },
        { ...inactive, ended: 'deactivated', at: noon + 4, expires: noon + 5 },
        { ...inactive, ended: 'revoked', at: noon + 5, expires: noon + 5 },
      ]);
      const expected = [null, 5, 6, 4, 4, 5, 5, 5, 5];
      assert.deepEqual(
        entries.map((entry) => endOf(entry)),
        expected.map((offset) => offset && noon + offset),
      );
      const bounds = [null, noon + 4, noon + 5, noon + 6, noon + 7];
      for (const from of bounds) {
        for (const before of bounds) {
          for (const never of [false, true]) {
            const within = (offset: number) => noon + offset >= (from ?? 0) && noon + offset < (before ?? Infinity);
            const wanted = expected.map((offset) => (offset === null ? never : within(offset)));
            const found = await listed(store, { ends: { from, before, never } });
            assert.deepEqual(found, idsOf(entries.filter((_, index) => wanted[index])), `${from} ${before} ${never}`);
          }
        }
      }
      const ends = { from: noon + 5, before: null, never: true };
      assert.deepEqual(await listed(store, { users: ['ann'], openAt: noon, ends }), idsOf(entries.slice(0, 3)));
    },
  },
  {
    title:
      'entries are sorted by every field in both directions; never expiring is last when ascending; the id settles the rest',
    run: async ({ store }) => {
      const [item, other] = await addItems(store, [{}, {}]);
      const entries = await acquire(store, [
        { item: other!.id, at: noon + 1 },
        { item: item!.id, at: noon, expires: noon + 5 },
        { item: item!.id, at: noon + 1, expires: noon + 2 },
        { item: other!.id, at: noon, expires: noon + 5, afterwards: [{ type: 'status_changed', at: noon + 9 }] },
        { item: item!.id, at: noon + 1 },
      ]);
      const [a, b, c, d, e] = idsOf(entries);
      const expected = [
        [[{ by: 'id', direction: 'ASC' }], [a, b, c, d, e]],
        [[{ by: 'id', direction: 'DESC' }], [e, d, c, b, a]],
        [[{ by: 'item', direction: 'ASC' }], [b, c, e, a, d]],
        [[{ by: 'item', direction: 'DESC' }], [a, d, b, c, e]],
        [[{ by: 'createdAt', direction: 'ASC' }], [b, d, a, c, e]],
        [[{ by: 'createdAt', direction: 'DESC' }], [a, c, e, b, d]],
        [[{ by: 'updatedAt', direction: 'ASC' }], [b, a, c, e, d]],
        [[{ by: 'updatedAt', direction: 'DESC' }], [d, a, c, e, b]],
        [[{ by: 'expires', direction: 'ASC' }], [c, b, d, a, e]],
        [[{ by: 'expires', direction: 'DESC' }], [a, e, b, d, c]],
        [
          [
            { by: 'expires', direction: 'DESC' },
            { by: 'item', direction: 'DESC' },
          ],
          [a, e, d, b, c],
        ],
        [
          [
            { by: 'createdAt', direction: 'ASC' },
            { by: 'expires', direction: 'ASC' },
            { by: 'id', direction: 'DESC' },
          ],
          [d, b, c, e, a],
        ],
        [
          [
            { by: 'item', direction: 'ASC' },
            { by: 'item', direction: 'DESC' },
          ],
          [b, c, e, a, d],
        ],
      ] as const;
      for (const [order, ids] of expected) {
        assert.deepEqual(await listed(store, { order }), ids, JSON.stringify(order));
      }
    },
  },
  {
    title: 'pages cut every list without gaps or repetitions, and one past the end is empty with the same total',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const entries = await acquire(
        store,
        Array.from({ length: 7 }, (_, index) => ({ item: item!.id, at: noon + (index % 2) })),
      );
      const order = [{ by: 'createdAt', direction: 'DESC' }] as const;
      const whole = await listed(store, { order });
      assert.equal(whole.length, 7);
      for (const size of [1, 3, 6, 7, 8]) {
        const pages = Array.from({ length: Math.ceil(7 / size) }, (_, index) => index + 1);
        const cut = await Promise.all(pages.map((page) => store.entries({ ...all, order, page, size })));
        assert.deepEqual(
          cut.flatMap(({ content }) => idsOf(content)),
          whole,
        );
        assert.deepEqual(new Set(cut.map(({ total }) => total)), new Set([7]));
        assert.deepEqual(await store.entries({ ...all, order, size, page: pages.length + 1 }), {
          content: [],
          total: 7,
        });
      }
      assert.deepEqual(await store.entries({ ...all, page: 1_000_000, size: 1000 }), { content: [], total: 7 });
      assert.deepEqual(
        (await store.log({ ...logOfAnn, page: 2, size: 5 })).content.map(({ entry }) => entry),
        idsOf(entries.toSorted((x, y) => x.createdAt - y.createdAt || x.id - y.id).slice(5)),
      );
      assert.deepEqual(await store.log({ ...logOfAnn, page: 3, size: 5 }), { content: [], total: 7 });
    },
  },
  {
    title: 'the log of one entry is in the order of its records, also where their moments are not',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const afterwards = [
        { type: 'expired', at: noon - 5, quantity: 2 },
        { type: 'adjusted', at: noon - 9, quantity: 1 },
      ] as const;
      const [entry] = await acquire(store, [{ item: item!.id, afterwards }, { item: item!.id }]);
      const seqs = async (query: Partial<LogQuery>) =>
        (await store.log({ ...logOfAnn, entry: entry!.id, ...query })).content.map(({ seq }) => seq);
      assert.deepEqual(await seqs({}), [1, 2, 3]);
      assert.deepEqual(await seqs({ direction: 'DESC' }), [3, 2, 1]);
      assert.deepEqual(await seqs({ types: ['adjusted', 'granted'] }), [1, 3]);
      assert.deepEqual(await seqs({ types: [] }), []);
      assert.deepEqual(await seqs({ user: 'bob' }), []);
      assert.deepEqual(await seqs({ direction: 'DESC', size: 2, page: 2 }), [1]);
    },
  },
  {
    title: 'the log of a user is in the order of time, and of ids where times are equal',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const of = { item: item!.id };
      await acquire(store, [
        { ...of, at: noon + 3, afterwards: [{ type: 'expired', at: noon + 1 }] },
        { ...of, at: noon + 1, afterwards: [{ type: 'used', at: noon + 3, quantity: 1 }] },
        { ...of, user: 'bob' },
      ]);
      const { content: ascending, total } = await store.log(logOfAnn);
      assert.equal(total, 4);
      assert.deepEqual(
        ascending.map(({ at, type }) => [at - noon, type]),
        [
          [1, 'expired'],
          [1, 'granted'],
          [3, 'granted'],
          [3, 'used'],
        ],
      );
      const { content: descending } = await store.log({ ...logOfAnn, direction: 'DESC' });
      assert.deepEqual(descending, ascending.toReversed());
      const { content: granted } = await store.log({ ...logOfAnn, types: ['granted'] });
      assert.deepEqual(granted, [ascending[1], ascending[2]]);
    },
  },
];
