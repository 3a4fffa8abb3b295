import assert from 'node:assert/strict';
import {
  createEngine,
  endOf,
  entrySort,
  entrySortFields,
  logSort,
  placeOf,
  type EndFilter,
  type EntriesAfter,
  type Entry,
  type EntryList,
  type EntryOrder,
  type LogList,
  type LogRecord,
  type Place,
  type Store,
} from '@holdall/core';
import { acquire, addItems, commit, idsOf, noon, recordOf, type Acquired } from '../hand-made.js';
import { handedOver } from '../handed-over.js';
import type { Scenario } from '../scenario.js';

const all: EntryList = { users: null, items: null, openAt: null, created: [], order: [] };
const wholeLog: LogList = { user: null, entry: null, types: null, direction: 'ASC' };

/** In the order of their bytes. By UTF-16 units 🎒 would come before ～; a locale would mix the cases. */
const users = ['10', '9', 'Ann', 'Zoe', 'a b', 'ann', 'ann ', 'e\u0301', 'é', '～', '🎒', '🎒x'];

/** Random numbers that are the same for the same seed: whole, from 0 to below `below`. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
type Random = ReturnType<typeof randomFrom>;
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)]!;

/** Everything with many ties, so that it is the later terms of an order that decide. */
const someEntries = async (store: Store, random: Random, count: number): Promise<readonly Entry[]> => {
  const items = await addItems(store, [{}, {}, {}]);
  const one = (): Acquired => {
    const at = noon + random(4);
    return {
      item: pick(random, items).id,
      user: pick(random, users),
      at,
      expires: pick(random, [null, noon + 3, noon + 4, noon + 5]),
      status: pick(random, ['active', 'active', 'pending', 'inactive'] as const),
      afterwards: Array.from({ length: random(3) }, () => ({
        type: pick(random, ['used', 'adjusted'] as const),
        at: at + random(3) - 1,
        quantity: 1,
      })),
    };
  };
  return acquire(store, Array.from({ length: count }, one));
};

/** The whole list, walked in parts of `size`; no part is longer, and only the last one may be shorter. */
const walked = async <T>(
  size: number,
  next: (after: Place | null) => Promise<readonly T[]>,
  place: (row: T) => Place,
): Promise<readonly T[]> => {
  const rows: T[] = [];
  for (;;) {
    const last = rows.at(-1);
    const part = await next(last === undefined ? null : place(last));
    assert.ok(part.length <= size, `at most ${size} were asked for`);
    rows.push(...part);
    assert.ok(rows.length <= 10_000, 'a walk comes to an end');
    if (part.length < size) return rows;
  }
};

const walkedEntries = (store: Store, list: EntryList, size: number) =>
  walked(
    size,
    (after) => store.entriesAfter({ ...list, after, size }),
    (entry) => placeOf(entry, entrySort(list)),
  );

const walkedLog = (store: Store, list: LogList, size: number) =>
  walked(
    size,
    (after) => store.logAfter({ ...list, after, size }),
    (record) => placeOf(record, logSort(list)),
  );

/** Said without the sort that stores are given, so that the two can disagree. */
const sorted = <T extends Entry | LogRecord>(rows: readonly T[], order: readonly (readonly [keyof T, 1 | -1])[]) =>
  rows.toSorted((a, b) => {
    for (const [by, sign] of order) {
      const [left, right] = [a[by] as unknown, b[by] as unknown];
      const compared =
        typeof left === 'string'
          ? Buffer.compare(Buffer.from(left), Buffer.from(right as string))
          : Math.sign(Number(left ?? 9e15) - Number(right ?? 9e15));
      if (compared !== 0) return sign * compared;
    }
    return 0;
  });

const signOf = (direction: 'ASC' | 'DESC') => (direction === 'ASC' ? 1 : -1);

const isWithin = (end: number | null, { from, before, never }: EndFilter) =>
  end === null ? never : (from === null || end >= from) && (before === null || end < before);

const naiveEntries = (
  entries: readonly Entry[],
  { users: of, userPrefix = null, items, openAt, created, ends = null, order }: EntryList,
) =>
  sorted(
    entries.filter(
      ({ user, item, status, ended, expires, createdAt, updatedAt }) =>
        (of === null || of.includes(user)) &&
        user.startsWith(userPrefix ?? '') &&
        (ends === null || isWithin(endOf({ status, ended, expires, updatedAt }), ends)) &&
        (items === null || items.includes(item)) &&
        (openAt === null || (status !== 'inactive' && (expires ?? Infinity) > openAt)) &&
        created.every(({ op, value }) => (op === 'GOE' ? createdAt >= value : createdAt < value)),
    ),
    [...order.map(({ by, direction }) => [by, signOf(direction)] as const), ['id', 1]],
  );

const someList = (random: Random, entries: readonly Entry[]): EntryList => ({
  users: pick(random, [null, null, [pick(random, users)], [pick(random, users), pick(random, users), 'nobody'], []]),
  items: pick(random, [null, null, [1, 2].map(() => pick(random, entries).item), [pick(random, entries).item]]),
  openAt: pick(random, [null, noon, noon + 4]),
  created: pick(random, [[], [{ op: 'GOE', value: noon + 1 }], [{ op: 'LT', value: noon + 2 }]]),
  userPrefix: pick(random, [null, null, null, 'a', 'ann', '🎒']),
  ends: pick(random, [
    null,
    null,
    { from: noon + 2, before: null, never: random(2) === 0 },
    { from: null, before: noon + 4, never: random(2) === 0 },
  ]),
  order: Array.from({ length: random(4) }, (): EntryOrder => ({
    by: pick(random, entrySortFields),
    direction: pick(random, ['ASC', 'DESC']),
  })),
});

/** An engine on the store, whose streams it tests. */
const engineOn = (store: Store) => createEngine({ store: handedOver(store), clock: { now: () => noon + 1 } });

/** Lists walked from place to place, and streams, which are walks. */
export const walks: readonly Scenario[] = [
  {
    title: 'a list of entries walked from place to place is the list, for every filter, order and size',
    run: async ({ store }) => {
      const random = randomFrom(20_261_121);
      const entries = await someEntries(store, random, 60);
      for (let round = 0; round < 120; round += 1) {
        const list = someList(random, entries);
        const size = pick(random, [1, 2, 7, 60, 1000]);
        const expected = naiveEntries(entries, list);
        const said = `${JSON.stringify(list)} by ${size}`;
        assert.deepEqual(idsOf(await walkedEntries(store, list, size)), idsOf(expected), said);
        const { content, total } = await store.entries({ ...list, page: 1, size: 1000 });
        assert.deepEqual([content, total], [expected, expected.length], said);
      }
    },
  },
  {
    title: 'entries are walked by every field in both directions, nulls and ties included, one at a time',
    run: async ({ store }) => {
      const entries = await someEntries(store, randomFrom(7), 40);
      for (const by of entrySortFields) {
        for (const direction of ['ASC', 'DESC'] as const) {
          const list: EntryList = { ...all, order: [{ by, direction }] };
          const said = `${by} ${direction}`;
          assert.deepEqual(await walkedEntries(store, list, 1), naiveEntries(entries, list), said);
        }
      }
    },
  },
  {
    title: 'the log is walked of an entry, of a user and of all, in both directions, whole and by types',
    run: async ({ store }) => {
      const random = randomFrom(11);
      const entries = await someEntries(store, random, 40);
      const { content: log } = await store.log({ ...wholeLog, page: 1, size: 1000 });
      assert.deepEqual(new Set(log.map(({ entry }) => entry)).size, entries.length);
      for (let round = 0; round < 80; round += 1) {
        const { user: owner, id } = pick(random, entries);
        const [user, entry] = pick(random, [
          [null, null],
          [owner, null],
          [owner, id],
          ['nobody', id],
        ] as const);
        const direction = pick(random, ['ASC', 'DESC'] as const);
        const list: LogList = {
          user,
          entry,
          types: pick(random, [null, null, ['used'], ['used', 'granted'], []]),
          since: pick(random, [null, null, 0, pick(random, log).id]),
          direction,
        };
        const sign = signOf(direction);
        const expected = sorted(
          log.filter(
            (record) =>
              (user === null || record.user === user) &&
              (entry === null || record.entry === entry) &&
              (list.types === null || list.types.includes(record.type)) &&
              record.id > (list.since ?? 0),
          ),
          entry === null
            ? [['user', sign], ...(list.since === null ? ([['at', sign]] as const) : []), ['id', sign]]
            : [[list.since === null ? 'seq' : 'id', sign]],
        );
        assert.deepEqual(await walkedLog(store, list, pick(random, [1, 3, 1000])), expected, JSON.stringify(list));
        assert.deepEqual(await store.log({ ...list, page: 1, size: 1000 }), {
          content: expected,
          total: expected.length,
        });
      }
    },
  },
  {
    title: 'a part ends where the list ends: of nothing, of as many as there are, and after a place that no row has',
    run: async ({ store }) => {
      const part = async (query: Partial<EntriesAfter>) =>
        idsOf(await store.entriesAfter({ ...all, after: null, size: 3, ...query }));
      assert.deepEqual(await part({}), []);
      assert.deepEqual(await store.logAfter({ ...wholeLog, after: null, size: 1 }), []);
      const [item] = await addItems(store, [{}]);
      const entries = await acquire(
        store,
        [0, 1, 2].map((offset) => ({ item: item!.id, at: noon + 2 * offset })),
      );
      const [first, second, third] = idsOf(entries);
      assert.deepEqual(await part({}), [first, second, third]);
      assert.deepEqual(await part({ after: [third!] }), []);
      assert.deepEqual(await part({ after: [Number.MAX_SAFE_INTEGER] }), []);
      assert.deepEqual(await part({ after: [Number.MIN_SAFE_INTEGER], size: 1 }), [first]);
      const byCreation = [{ by: 'createdAt', direction: 'ASC' }] as const;
      assert.deepEqual(await part({ order: byCreation, after: [noon + 1, Number.MAX_SAFE_INTEGER] }), [second, third]);
      assert.deepEqual(await part({ order: byCreation, after: [noon + 2, 0] }), [second, third]);
      const byUser = [{ by: 'user', direction: 'ASC' }] as const;
      assert.deepEqual(await part({ order: byUser, after: ['anm\uFFFF', 1] }), [first, second, third]);
      assert.deepEqual(await part({ order: byUser, after: ['anna', 1] }), []);
      assert.deepEqual(await part({ order: byUser, after: [`x' or 1 = 1 --`, 1] }), []);
    },
  },
  {
    title: 'what is inserted or changed between two parts moves nothing else: no row comes twice, none is left out',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const of = { item: item!.id };
      const before = await acquire(
        store,
        [1, 2, 3, 4].map((n) => ({ ...of, user: `u${n}`, at: noon + 10 * n })),
      );
      const [first, second, third, fourth] = before;
      const list: EntryList = { ...all, order: [{ by: 'updatedAt', direction: 'DESC' }] };
      const part = (after: Entry | null, size: number) =>
        store.entriesAfter({ ...list, after: after === null ? null : placeOf(after, entrySort(list)), size });
      assert.deepEqual(await part(null, 2), [fourth, third]);
      // One that would push a page on by one, one further down, and one that moves up beyond the place.
      const [, later] = await acquire(store, [
        { ...of, user: 'new', nth: 1, at: noon + 99 },
        { ...of, user: 'newer', nth: 1, at: noon + 15 },
      ]);
      const moved = { ...first!, updatedAt: noon + 100, revision: 2 };
      const record = {
        ...of,
        id: 1000,
        user: moved.user,
        entry: moved.id,
        seq: 2,
        type: 'data_changed',
        at: noon + 100,
      } as const;
      await commit(store, [], () => ({ updated: [{ from: first!, to: moved }], log: [recordOf(record)] }));
      assert.deepEqual(await part(third!, 2), [second, later]);
      assert.deepEqual(await part(later!, 2), []);
      const { content } = await store.entries({ ...list, page: 1, size: 10 });
      assert.deepEqual(content[0], moved);
    },
  },
  {
    title: 'streams give all entries by user and id and the whole log by user, time and id, over many chunks',
    run: async ({ store }) => {
      const entries = await someEntries(store, randomFrom(5), 1100);
      const engine = await engineOn(store);
      const streamed: number[] = [];
      for await (const { id } of engine.streamEntries({ inactive: true })) streamed.push(id);
      assert.deepEqual(
        streamed,
        idsOf(
          sorted(entries, [
            ['user', 1],
            ['id', 1],
          ]),
        ),
      );
      const open: number[] = [];
      for await (const { id } of engine.streamEntries()) open.push(id);
      assert.deepEqual(
        open,
        idsOf(naiveEntries(entries, { ...all, openAt: noon + 1, order: [{ by: 'user', direction: 'ASC' }] })),
      );
      const records: LogRecord[] = [];
      for await (const record of engine.streamLog()) records.push({ ...record, at: record.at.getTime() });
      assert.deepEqual(records, await walkedLog(store, wholeLog, 1000));
      assert.equal(
        records.length,
        entries.reduce((sum, { revision }) => sum + revision, 0),
      );
    },
  },
  {
    title:
      'a stream holds nobody up: what is written while it is read is written, and breaking off leaves nothing behind',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const count = 1200;
      const named = (index: number) => `u${String(index).padStart(5, '0')}`;
      await acquire(
        store,
        Array.from({ length: count }, (_, index) => ({ item: item!.id, user: named(index) })),
      );
      const engine = await engineOn(store);
      const seen: string[] = [];
      for await (const { user } of engine.streamEntries()) {
        seen.push(user);
        // Within a chunk, and each resolves before the next row is asked for: before the place, and far behind it.
        if (seen.length === 10) await engine.grant({ user: 'u', item: item!.id });
        if (seen.length === 20) await engine.grant({ user: 'v', item: item!.id });
      }
      assert.deepEqual(seen, [...Array.from({ length: count }, (_, index) => named(index)), 'v']);
      for await (const _record of engine.streamLog()) break;
      await engine.grant({ user: 'w', item: item!.id });
      assert.equal((await engine.entries({ size: 1 })).total, count + 3);
    },
  },
];
