import { StorageError } from '../errors/storage.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { LogRecord } from '../inventory/log.js';
import { useWith, type UseRecord } from '../inventory/use-record.js';
import type { Sequence } from '../state/need.js';
import type { Reply } from '../state/reply.js';
import { refuseContradictions, type Writes } from '../state/writes.js';

/** What a database would hold, with an index for each way in which it is looked up. */
export interface Tables {
  readonly entries: Map<number, Entry>;
  /** Ids in the order of acquisition, by user and item. */
  readonly acquired: Map<string, number[]>;
  /** Entries that are not inactive: a sweep looks only at these. */
  readonly open: Set<number>;
  /** Records in the order of their `seq`, by entry. */
  readonly log: Map<number, LogRecord[]>;
  readonly uses: Map<number, UseRecord>;
  readonly usesOf: Map<string, number[]>;
  readonly invoices: Map<number, Invoice>;
  readonly replies: Map<string, Reply>;
  /** The next id of each sequence. */
  readonly ids: Map<Sequence, number>;
}

export const emptyTables = (): Tables => ({
  entries: new Map(),
  acquired: new Map(),
  open: new Set(),
  log: new Map(),
  uses: new Map(),
  usesOf: new Map(),
  invoices: new Map(),
  replies: new Map(),
  ids: new Map(),
});

export const pairKey = (scope: string, rest: string | number): string => `${scope.length} ${scope} ${rest}`;

/** The last line of defence that databases have in their keys. @throws StorageError before anything was written. */
export const refuseWhatDoesNotFit = (tables: Tables, writes: Writes): void => {
  refuseContradictions(writes);
  for (const { id } of writes.created) if (tables.entries.has(id)) throw refused(`there is an entry ${id} already`);
  for (const { from } of writes.updated) {
    const { id, revision } = from;
    if (tables.entries.get(id)?.revision !== revision) throw refused(`entry ${id} is not at revision ${revision}`);
  }
};

const refused = (what: string): StorageError => new StorageError(`A batch was refused: ${what}.`, { transient: false });

export const written = (tables: Tables, writes: Writes): void => {
  for (const entry of writes.created) push(tables.acquired, pairKey(entry.user, entry.item), entry.id);
  for (const entry of [...writes.created, ...writes.updated.map(({ to }) => to)]) {
    tables.entries.set(entry.id, entry);
    if (entry.status === 'inactive') tables.open.delete(entry.id);
    else tables.open.add(entry.id);
  }
  for (const record of writes.log) push(tables.log, record.entry, record);
  for (const record of writes.log) if (record.use !== null) keepUse(tables, record.use, record);
  for (const invoice of writes.invoices) tables.invoices.set(invoice.id, invoice);
  // Forgotten first: a reply given in this very batch may replace one whose time is over.
  for (const { scope, key } of writes.forgottenReplies) tables.replies.delete(pairKey(scope, key));
  for (const reply of writes.replies) tables.replies.set(pairKey(reply.scope, reply.key), reply);
  for (const [sequence, used] of Object.entries(writes.idsUsed) as [Sequence, number][]) {
    tables.ids.set(sequence, nextId(tables, sequence) + used);
  }
};

export const keepUse = (tables: Tables, id: number, record: LogRecord): void => {
  const before = tables.uses.get(id) ?? null;
  if (before === null) push(tables.usesOf, pairKey(record.user, record.item), id);
  tables.uses.set(id, useWith(before, record));
};

export const nextId = (tables: Tables, sequence: Sequence): number => tables.ids.get(sequence) ?? 1;

export const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};
