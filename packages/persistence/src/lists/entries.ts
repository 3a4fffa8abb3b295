import {
  entrySort,
  type EndFilter,
  type EntriesAfter,
  type Entry,
  type EntryList,
  type EntryQuery,
  type EntrySortField,
  type MomentFilter,
  type Paged,
} from '@holdall/core';
import { entryFromRow, entryTable } from '../schema/entry.js';
import { integer, text } from '../schema/table.js';
import type { Session } from '../sql/session.js';
import { joined, raw, sql, type Sql } from '../sql/sql.js';
import { isOneOf, pageOf, partOf, termsOf, type RowList } from './page.js';
import { beginsWith } from './prefix.js';

export const listEntries = (session: Session, query: EntryQuery): Promise<Paged<Entry>> =>
  pageOf(session, rowsOf(session, query), query);

export const listEntriesAfter = (session: Session, query: EntriesAfter): Promise<readonly Entry[]> =>
  partOf(session, rowsOf(session, query), query);

const rowsOf = (session: Session, list: EntryList): RowList<Entry> => ({
  table: entryTable.name,
  index: indexTo(list),
  inOrder: indexAlong(list),
  conditions: conditionsOf(session, list),
  terms: termsOf(entrySort(list), columns, entryTable.columns),
  fromRow: entryFromRow,
});

/** Which index holds what the filters leave, and as little else as possible. */
const indexTo = ({ users, userPrefix = null, items, openAt, created }: EntryList): string | null => {
  // One user's entries are few enough, and the key has them in the order of their ids.
  if (users?.length === 1 && openAt === null) return null;
  if (users !== null) return openAt === null ? 'holdall_entry_nth' : 'holdall_entry_open';
  if (items !== null) return 'holdall_entry_item';
  if (userPrefix !== null) return openAt === null ? 'holdall_entry_nth' : 'holdall_entry_open';
  if (created.length > 0) return 'holdall_entry_created';
  return openAt === null ? null : 'holdall_entry_open';
};

/**
 * Without a filter that narrows them down, entries are read in their order until there are enough, passing by those that
 * are over, rather than all that are open be sorted for a page of 25. There is no such way by `updatedAt` and `expires`.
 * When they end narrows nothing down: an index of that would be written by every use that ends an entry.
 */
const indexAlong = ({ users, userPrefix = null, items, created, order }: EntryList): string | null => {
  if (users !== null || userPrefix !== null || items !== null || created.length > 0) return null;
  return indexesInOrder[entrySort({ order })[0]!.by] ?? null;
};

const indexesInOrder: Readonly<Partial<Record<EntrySortField, string>>> = {
  id: 'holdall_entry_id',
  item: 'holdall_entry_item',
  createdAt: 'holdall_entry_created',
};

const conditionsOf = (session: Session, list: EntryList): readonly Sql[] => {
  const { users, userPrefix = null, items, openAt, created, ends = null } = list;
  const conditions: Sql[] = [];
  if (users !== null) conditions.push(isOneOf(session, 'user_id', text, users));
  if (userPrefix !== null) conditions.push(beginsWith('user_id', userPrefix));
  if (items !== null) conditions.push(isOneOf(session, 'item_id', integer, items));
  if (openAt !== null) conditions.push(sql`status <> 'inactive' and (expires is null or expires > ${openAt})`);
  for (const { op, value } of created) conditions.push(sql`created_at ${operators[op]} ${value}`);
  if (ends !== null) conditions.push(endsWithin(ends));
  return conditions;
};

/** `endOf`, said in SQL. */
const end = raw(
  `(case when status <> 'inactive' or coalesce(ended, '') = 'expired' or updated_at >= expires
    then expires else updated_at + 1 end)`,
);

const endsWithin = ({ from, before, never }: EndFilter): Sql => {
  const bounds: Sql[] = [];
  if (from !== null) bounds.push(sql`${end} >= ${from}`);
  if (before !== null) bounds.push(sql`${end} < ${before}`);
  const within = bounds.length === 0 ? sql`${end} is not null` : joined(bounds, ' and ');
  return never ? sql`(${end} is null or (${within}))` : within;
};

const operators: Readonly<Record<MomentFilter['op'], Sql>> = {
  GT: raw('>'),
  LT: raw('<'),
  EQ: raw('='),
  GOE: raw('>='),
  LOE: raw('<='),
};

const columns: Readonly<Record<EntrySortField, string>> = {
  id: 'id',
  user: 'user_id',
  item: 'item_id',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  expires: 'expires',
};
