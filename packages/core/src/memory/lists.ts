import type { Entry } from '../inventory/entry.js';
import { endOf, isOpen } from '../inventory/entry.js';
import { logTypes, type LogRecord } from '../inventory/log.js';
import type {
  EndFilter,
  EntriesAfter,
  EntryList,
  EntryQuery,
  LogAfter,
  LogList,
  LogQuery,
  MomentFilter,
  Order,
  Paged,
  PageRequest,
  PartRequest,
} from '../ports/query.js';
import { entrySort, inSortOrder, logSort } from '../ports/sort.js';
import type { Audit } from '../ports/store.js';
import type { Instant } from '../values/instant.js';
import type { Tables } from './tables.js';

export const pageOfEntries = (tables: Tables, query: EntryQuery): Paged<Entry> =>
  page(entriesMatching(tables, query), entrySort(query), query);

export const entriesAfter = (tables: Tables, query: EntriesAfter): readonly Entry[] =>
  part(entriesMatching(tables, query), entrySort(query), query);

export const pageOfLog = (tables: Tables, query: LogQuery): Paged<LogRecord> =>
  page(recordsMatching(tables, query), logSort(query), query);

export const logAfter = (tables: Tables, query: LogAfter): readonly LogRecord[] =>
  part(recordsMatching(tables, query), logSort(query), query);

const entriesMatching = (tables: Tables, list: EntryList): readonly Entry[] => {
  const users = list.users === null ? null : new Set(list.users);
  const items = list.items === null ? null : new Set(list.items);
  const { userPrefix = null, ends = null } = list;
  return [...tables.entries.values()].filter(
    (entry) =>
      (users === null || users.has(entry.user)) &&
      (userPrefix === null || entry.user.startsWith(userPrefix)) &&
      (items === null || items.has(entry.item)) &&
      (list.openAt === null || isOpen(entry, list.openAt)) &&
      list.created.every((filter) => holds(entry.createdAt, filter)) &&
      (ends === null || isWithin(endOf(entry), ends)),
  );
};

const recordsMatching = (tables: Tables, { user, entry, types, since = null }: LogList): readonly LogRecord[] => {
  const records = entry === null ? [...tables.log.values()].flat() : (tables.log.get(entry) ?? []);
  return records.filter(
    (record) =>
      (user === null || record.user === user) &&
      (types === null || types.includes(record.type)) &&
      (since === null || record.id > since),
  );
};

export const auditOf = (tables: Tables, most: number): Audit => {
  const held = [...tables.entries.values()].map((entry) => {
    const records = tables.log.get(entry.id) ?? [];
    const logged = records.reduce((sum, { type, quantity }) => sum + logTypes[type] * quantity, 0);
    return { user: entry.user, entry: entry.id, booked: entry.booked, logged, records: records.length };
  });
  return {
    entries: held.length,
    records: held.reduce((sum, { records }) => sum + records, 0),
    unbalanced: held
      .filter(({ booked, logged }) => booked !== logged)
      .slice(0, most)
      .map(({ user, entry, booked, logged }) => ({ user, entry, booked, logged })),
  };
};

const holds = (moment: Instant, { op, value }: MomentFilter): boolean => {
  switch (op) {
    case 'GT':
      return moment > value;
    case 'LT':
      return moment < value;
    case 'EQ':
      return moment === value;
    case 'GOE':
      return moment >= value;
    case 'LOE':
      return moment <= value;
  }
};

const isWithin = (end: Instant | null, { from, before, never }: EndFilter): boolean =>
  end === null ? never : end >= (from ?? -Infinity) && end < (before ?? Infinity);

type Row<Field extends string> = Readonly<Record<Field, string | number | null>>;

const page = <Field extends string, T extends Row<Field>>(
  matching: readonly T[],
  sort: readonly Order<Field>[],
  { page: number, size }: PageRequest,
): Paged<T> => ({
  content: matching.toSorted(inSortOrder(sort)).slice((number - 1) * size, number * size),
  total: matching.length,
});

const part = <Field extends string, T extends Row<Field>>(
  matching: readonly T[],
  sort: readonly Order<Field>[],
  { after, size }: PartRequest,
): readonly T[] => {
  const compare = inSortOrder(sort);
  if (after === null) return matching.toSorted(compare).slice(0, size);
  const place = Object.fromEntries(sort.map(({ by }, index) => [by, after[index]])) as Row<Field>;
  const rest = matching.filter((row) => compare(row, place) > 0);
  return rest.toSorted(compare).slice(0, size);
};
