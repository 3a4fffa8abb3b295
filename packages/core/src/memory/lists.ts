import type { Entry } from '../inventory/entry.js';
import { isOpen } from '../inventory/entry.js';
import { logTypes, type LogRecord } from '../inventory/log.js';
import type { EntryOrder, EntryQuery, LogQuery, MomentFilter, Paged } from '../ports/query.js';
import type { Audit } from '../ports/store.js';
import type { Instant } from '../values/instant.js';
import type { Tables } from './tables.js';

export const entriesMatching = (tables: Tables, query: EntryQuery): Paged<Entry> => {
  const users = query.users === null ? null : new Set(query.users);
  const items = query.items === null ? null : new Set(query.items);
  const matching = [...tables.entries.values()].filter(
    (entry) =>
      (users === null || users.has(entry.user)) &&
      (items === null || items.has(entry.item)) &&
      (query.openAt === null || isOpen(entry, query.openAt)) &&
      query.created.every((filter) => holds(entry.createdAt, filter)),
  );
  return page(matching.toSorted(inOrder(query.order)), query);
};

export const recordsMatching = (tables: Tables, query: LogQuery): Paged<LogRecord> => {
  const { user, entry, types, direction } = query;
  const records = entry === null ? [...tables.log.values()].flat() : (tables.log.get(entry) ?? []);
  const matching = records.filter((record) => record.user === user && (types === null || types.includes(record.type)));
  const sign = direction === 'ASC' ? 1 : -1;
  const written = (a: LogRecord, b: LogRecord) => (entry === null ? a.at - b.at || a.id - b.id : a.seq - b.seq);
  return page(
    matching.toSorted((a, b) => sign * written(a, b)),
    query,
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

const inOrder = (order: readonly EntryOrder[]) => (a: Entry, b: Entry) => {
  for (const { by, direction } of order) {
    // Never expiring is later than any moment.
    const [left, right] = [a[by] ?? Infinity, b[by] ?? Infinity];
    if (left !== right) return (left < right ? -1 : 1) * (direction === 'ASC' ? 1 : -1);
  }
  return a.id - b.id;
};

const page = <T>(all: readonly T[], { page: number, size }: { readonly page: number; readonly size: number }) => ({
  content: all.slice((number - 1) * size, number * size),
  total: all.length,
});
