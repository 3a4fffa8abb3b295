import {
  entrySort,
  entrySortFields,
  logSort,
  type EntryList,
  type EntrySortField,
  type LogList,
  type Need,
  type Place,
  type Store,
} from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StoreOptions } from '../src/index.js';
import { explainingStore, filling, type Explained, type Reach } from './plans.js';
import { ask, entryOf, nothing, recordOf, sqliteTypes, temporaryDatabase, temporaryFile, writing } from './worlds.js';

type Call = (store: Store) => Promise<unknown>;
/** What each statement of the call may reach, in their order. */
type Case = readonly [name: string, call: Call, reaches: readonly Reach[]];

const narrowed: Readonly<Record<string, Partial<EntryList>>> = {
  user: { users: ['user 1'] },
  'open of a user': { users: ['user 1'], openAt: 5000 },
  'some users': { users: ['user 1', 'user 2', 'nobody'] },
  'open of some users': { users: ['user 1', 'user 2'], openAt: 5000 },
  item: { items: [3] },
  'open of an item': { items: [3], openAt: 5000 },
  'some items': { items: [3, 4, 999_999] },
  'some items of a user': { users: ['user 1'], items: [2, 12, 22] },
  'an item of some users': { users: ['user 1', 'user 2'], items: [2] },
  'created since': { created: [{ op: 'GT', value: 5950 }] },
  'created between': { created: [{ op: 'GOE', value: 5000 }, { op: 'LT', value: 5010 }] }, // prettier-ignore
  'open, created then': { created: [{ op: 'EQ', value: 5000 }], openAt: 5000 },
  'whoever begins so': { userPrefix: 'user 19' },
  'open of whoever begins so': { userPrefix: 'user 19', openAt: 5000 },
  'an item of whoever begins so': { userPrefix: 'user 1', items: [3] },
  'of a user, by their end': { users: ['user 1'], ends: { from: 3000, before: 9000, never: false } },
  'of some users, by their end': { users: ['user 1', 'user 2'], ends: { from: 3000, before: null, never: true } },
  'of an item, by their end': { items: [3], ends: { from: 3000, before: 9000, never: true } },
};
const unbounded: Readonly<Record<string, Partial<EntryList>>> = {
  everything: {},
  'all that is open': { openAt: 5000 },
  // What ends when is left to no index.
  'all that ends then': { ends: { from: 3000, before: 9000, never: false } },
  'all that ends later or never': { ends: { from: 9000, before: null, never: true } },
};

/** Which of the orders over all users have an index; the others cannot: a use would have to write it. */
const inOrder: readonly EntrySortField[] = ['id', 'user', 'item', 'createdAt'];

const some: Readonly<Record<string, string | number>> = { user: 'user 3', item: 3, id: 700, seq: 1, at: 5000 };
const placeIn = (sort: readonly { readonly by: string }[]): Place => sort.map(({ by }) => some[by] ?? 5000);

const entryCases = (filters: Readonly<Record<string, Partial<EntryList>>>, reachOf: ReachOf): readonly Case[] =>
  Object.entries(filters).flatMap(([filter, given]) =>
    entrySortFields.flatMap((by) =>
      (['ASC', 'DESC'] as const).flatMap((direction): readonly Case[] => {
        const list: EntryList = {
          users: null,
          items: null,
          openAt: null,
          created: [],
          ...given,
          order: [{ by, direction }],
        };
        const name = `entries: ${filter}, by ${by} ${direction}`;
        const [total, start, onward] = reachOf(by);
        return [
          [`${name}, a page`, (store) => store.entries({ ...list, page: 2, size: 25 }), [total, start]],
          [`${name}, the start`, (store) => store.entriesAfter({ ...list, after: null, size: 25 }), [start]],
          [
            `${name}, from a place on`,
            (store) => store.entriesAfter({ ...list, after: placeIn(entrySort(list)), size: 25 }),
            [onward],
          ],
        ];
      }),
    ),
  );
type ReachOf = (by: EntrySortField) => readonly [total: Reach, start: Reach, onward: Reach];

const logCases: readonly Case[] = (
  [
    ['an entry', { user: 'user 1', entry: 2001 }],
    ['a user', { user: 'user 1', entry: null }],
  ] as const
).flatMap(([of, given]) =>
  [null, ['used'] as const, ['used', 'granted'] as const].flatMap((types) =>
    (['ASC', 'DESC'] as const).flatMap((direction): readonly Case[] => {
      const list: LogList = { ...given, types, direction };
      const name = `log of ${of}, ${direction}, ${types === null ? 'whole' : types.join(' and ')}`;
      return [
        [`${name}, a page`, (store) => store.log({ ...list, page: 2, size: 25 }), ['search', 'search']],
        [`${name}, the start`, (store) => store.logAfter({ ...list, after: null, size: 25 }), ['search']],
        [
          `${name}, from a place on`,
          (store) => store.logAfter({ ...list, after: placeIn(logSort(list)), size: 25 }),
          ['search'],
        ],
      ];
    }),
  ),
);

const streamCases: readonly Case[] = [null, ['used'] as const, ['used', 'granted'] as const].flatMap(
  (types): readonly Case[] => {
    const list: LogList = { user: null, entry: null, types, direction: 'ASC' };
    const name = `stream of the log, ${types === null ? 'whole' : types.join(' and ')}`;
    return [
      [`${name}, the start`, (store) => store.logAfter({ ...list, after: null, size: 500 }), ['walk']],
      [`${name}, onward`, (store) => store.logAfter({ ...list, after: placeIn(logSort(list)), size: 500 }), ['search']],
    ];
  },
);

/** All of one kind at once, as a batch asks. */
const needs: readonly (readonly [Reach | readonly Reach[], ...Need[]])[] = [
  ['search', { kind: 'entry', user: 'user 1', id: 2001 }, { kind: 'entry', user: 'user 2', id: 1 }],
  ['search', { kind: 'open', user: 'user 3', item: 4 }, { kind: 'open', user: 'nobody', item: 4 }],
  ['search', { kind: 'latest', user: 'user 3', item: 4 }, { kind: 'latest', user: 'nobody', item: 4 }],
  ['search', { kind: 'gets', user: 'user 3', item: 4, most: 5 }, { kind: 'gets', user: 'user 5', item: 4, most: 0 }],
  ['search', { kind: 'uses', user: 'user 3', item: 4, since: 9000 }, { kind: 'uses', user: 'x', item: 4, since: 0 }],
  ['search', { kind: 'use', user: 'user 3', id: 3 }, { kind: 'use', user: 'user 4', id: 4 }],
  ['search', { kind: 'invoice', user: 'user 3', id: 3 }, { kind: 'invoice', user: 'user 4', id: 5 }],
  ['search', { kind: 'reply', scope: 'user 3', key: 'key 3' }, { kind: 'reply', scope: 'user 3', key: '' }],
  // Which they are, then the entries.
  [['search', 'search'], { kind: 'due', at: 3500, most: 50 }],
  // A backlog: which they are, how much their users hold, then what is due of those.
  [['search', 'search', 'search', 'search'], { kind: 'due', at: 3500, most: 5 }],
  // The index holds nothing but what waits.
  ['walk', { kind: 'unfulfilled', most: 10 }],
  ['search', { kind: 'staleReplies', at: 1100, most: 50 }],
];
const needCases: readonly Case[] = needs.flatMap(([reach, ...ofOneKind]) => {
  const reaches = typeof reach === 'string' ? [reach] : reach;
  const caseOf = (asked: readonly Need[], name: string): Case => [name, (store) => ask(store, asked), reaches];
  const [first] = ofOneKind;
  const together = caseOf(ofOneKind, `needs: ${first!.kind}`);
  // A lone need goes in another way than several.
  return ofOneKind.length === 1 ? [together] : [together, caseOf([first!], `a need: ${first!.kind}`)];
});

/** What happens to one user: one row of everything, but for the log. For several users at once: as many of each. */
const batch = (users: readonly number[]) => {
  const about = users.map((user) => {
    const [name, id] = [`user ${user}`, 90_000 + user * 2];
    const [entry, another] = [entryOf(name, user, { item: user + 1, revision: 3 }), entryOf(name, id, { item: 4 })];
    return { name, entry, another, records: [recordOf(another, id), recordOf(entry, id + 1, { type: 'used' })] };
  });
  return writing({
    ...nothing,
    created: about.map(({ another }) => another),
    updated: about.map(({ entry }) => ({ from: { ...entry, revision: 2 }, to: entry })),
    log: about.flatMap(({ records }) => records),
    replies: about.map(({ name }) => ({
      scope: name,
      key: 'k',
      at: 1,
      command: {},
      outcome: { ok: true, result: null },
    })),
    forgottenReplies: about.map(({ name }) => ({ scope: name, key: 'key 3' })),
  });
};

const cases: readonly Case[] = [
  ...entryCases(narrowed, () => ['search', 'search', 'search']),
  // A total over all users is counted each time. By `updatedAt` and `expires` all that is listed has to be sorted.
  ...entryCases(unbounded, (by) => (inOrder.includes(by) ? ['all', 'walk', 'search'] : ['all', 'all', 'all'])),
  ...logCases,
  ...streamCases,
  ...needCases,
  ['what the log of an entry adds up to', (store) => store.totals('user 3', 3), ['search']],
  // It is what an audit is for.
  ['the audit', (store) => store.audit(10), ['all', 'all']],
];

interface TooFar extends Explained {
  readonly name: string;
}

const reaches: readonly Reach[] = ['search', 'walk', 'all'];
const farther = (one: Reach, other: Reach): boolean => reaches.indexOf(one) > reaches.indexOf(other);

/**
 * PostgreSQL cannot be told an index. It takes creation and id for unrelated, and may walk in the order of the list until
 * it has met enough that were created since, or whose users begin so. What ends between two moments it takes for rare, and
 * rather sorts what is left of everything than walk along until there is enough of it.
 */
const leftToPostgres = ({ name, reach }: TooFar): boolean =>
  (/^entries: (created since|whoever begins so)/.test(name) && reach === 'walk') ||
  name.startsWith('entries: all that ends then');

/** The statements of a case that reach farther than they should, with their plans. */
const tooFar = (explained: readonly Explained[], [name, , allowed]: Case): readonly TooFar[] => {
  expect(explained.map(({ statement }) => statement), name).toHaveLength(allowed.length); // prettier-ignore
  return explained.filter(({ reach }, index) => farther(reach, allowed[index]!)).map((one) => ({ ...one, name }));
};

const filled = async (place: StoreOptions, more: readonly string[]) => {
  const explaining = explainingStore(place);
  await explaining.store.open();
  onTestFinished(() => explaining.store.close());
  await explaining.run([...filling, ...more]);
  return explaining;
};

const sqlite = async (): Promise<StoreOptions> => ({ type: sqliteTypes.at(-1)!, database: temporaryFile() });

describe.each<readonly [string, () => Promise<StoreOptions>, readonly string[]]>([
  ['SQLite, which knows nothing of its rows', sqlite, []],
  ['SQLite after ANALYZE', sqlite, ['analyze']],
  ['PostgreSQL after ANALYZE', temporaryDatabase, ['analyze']],
])('%s', (_name, place, more) => {
  it('reads no list, need or stream farther than it must, and finds by their keys what a batch writes', async () => {
    const options = await place();
    const onPostgres = 'type' in options && options.type === 'postgres';
    const { plansOf } = await filled(options, more);
    const found: TooFar[] = [];
    for (const one of cases) found.push(...tooFar(await plansOf(one[1]), one));
    expect(found.filter((one) => !(onPostgres && leftToPostgres(one)))).toEqual([]);

    for (const users of [[3], [5, 7]]) {
      const written = await plansOf((store) => store.write(batch(users)));
      expect(written.filter(({ reach }) => reach !== 'search')).toEqual([]);
      expect(written.map(({ statement }) => /^\w+ (into |from )?\w+/.exec(statement)![0]).toSorted()).toEqual([
        'delete from holdall_reply',
        'insert into holdall_entry',
        'insert into holdall_log',
        'insert into holdall_reply',
        'update holdall_entry',
      ]);
    }
  });
});

/** Each index, and something that is read farther without it: so that the test above means something. */
it.each([
  ['holdall_entry_id', 'entries: everything, by id ASC, from a place on'],
  ['holdall_entry_item', 'entries: item, by id ASC, the start'],
  ['holdall_entry_created', 'entries: created since, by createdAt ASC, the start'],
  ['holdall_entry_due', 'needs: due'],
  ['holdall_invoice_waiting', 'needs: unfulfilled'],
  ['holdall_reply_at', 'needs: staleReplies'],
  ['holdall_log_pkey', 'log of a user, DESC, whole, the start'],
  ['holdall_log_pkey', 'stream of the log, whole, onward'],
])('without the index %s PostgreSQL is seen to read farther: %s', async (index, name) => {
  const drop = index.endsWith('_pkey') ? 'alter table holdall_log drop constraint' : 'drop index';
  const { plansOf } = await filled(await temporaryDatabase(), [`${drop} ${index}`, 'analyze']);
  const one = cases.find(([known]) => known === name)!;
  expect(tooFar(await plansOf(one[1]), one)).not.toEqual([]);
});
