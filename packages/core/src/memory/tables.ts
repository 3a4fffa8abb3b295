import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { LogRecord } from '../inventory/log.js';
import type { UseRecord } from '../inventory/use-record.js';
import type { Sequence } from '../state/need.js';
import type { Reply } from '../state/reply.js';
import type { Writes } from '../state/writes.js';

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

/** The last line of defence that databases have in their keys. @throws Error before anything was written. */
export const refuseContradictions = (tables: Tables, { created, log, newUses }: Writes): void => {
  const taken = (what: string, id: number) => new Error(`there is a ${what} ${id} already`);
  const places = new Map<number, Set<number>>();
  for (const { id } of created) if (tables.entries.has(id)) throw taken('entry', id);
  for (const { id } of newUses) if (tables.uses.has(id)) throw taken('use', id);
  for (const { entry, seq } of log) {
    const inBatch = places.get(entry) ?? new Set();
    if (inBatch.has(seq) || seq <= (tables.log.get(entry)?.length ?? 0)) throw taken(`record ${seq} of entry`, entry);
    places.set(entry, inBatch.add(seq));
  }
};

export const written = (tables: Tables, writes: Writes): void => {
  for (const entry of writes.created) push(tables.acquired, pairKey(entry.user, entry.item), entry.id);
  for (const entry of [...writes.created, ...writes.updated]) {
    tables.entries.set(entry.id, entry);
    if (entry.status === 'inactive') tables.open.delete(entry.id);
    else tables.open.add(entry.id);
  }
  for (const record of writes.log) push(tables.log, record.entry, record);
  for (const use of writes.newUses) push(tables.usesOf, pairKey(use.user, use.item), use.id);
  for (const use of [...writes.newUses, ...writes.changedUses]) tables.uses.set(use.id, use);
  for (const invoice of writes.invoices) tables.invoices.set(invoice.id, invoice);
  // Forgotten first: a reply given in this very batch may replace one whose time is over.
  for (const { scope, key } of writes.forgottenReplies) tables.replies.delete(pairKey(scope, key));
  for (const reply of writes.replies) tables.replies.set(pairKey(reply.scope, reply.key), reply);
  for (const [sequence, used] of Object.entries(writes.idsUsed) as [Sequence, number][]) {
    tables.ids.set(sequence, nextId(tables, sequence) + used);
  }
};

export const nextId = (tables: Tables, sequence: Sequence): number => tables.ids.get(sequence) ?? 1;

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};
