import { entryEnds, entryStatuses, type Entry } from '@holdall/core';
import type { StoredRow } from '../sql/session.js';
import { RowReader } from './row-reader.js';
import { jsonText } from './stored-values.js';
import { integer, json, orNull, text, type Table } from './table.js';

/** A type and not an interface, as all rows here: only types fit a record of plain values. */
export type EntryRow = {
  readonly user_id: string;
  readonly id: number;
  readonly item_id: number;
  readonly nth: number;
  readonly revision: number;
  readonly status: string;
  readonly ended: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly activated_at: number | null;
  readonly expires: number | null;
  readonly booked: number;
  readonly sku: string | null;
  readonly invoice_id: number | null;
  readonly data: string;
};

export const entryTable: Table<EntryRow> = {
  name: 'holdall_entry',
  columns: {
    user_id: text,
    id: integer,
    item_id: integer,
    nth: integer,
    revision: integer,
    status: text,
    ended: orNull(text),
    created_at: integer,
    updated_at: integer,
    activated_at: orNull(integer),
    expires: orNull(integer),
    booked: integer,
    sku: orNull(text),
    invoice_id: orNull(integer),
    data: json,
  },
  key: ['user_id', 'id'],
  indices: [
    // Counts gets without counting rows, and refuses a second n-th acquisition, should a lock ever be lost.
    { name: 'holdall_entry_nth', columns: ['user_id', 'item_id', 'nth'], unique: true },
    // A user with thousands of inactive entries is as quick to ask as one with none.
    { name: 'holdall_entry_open', columns: ['user_id', 'item_id', 'nth'], where: `status <> 'inactive'` },
    { name: 'holdall_entry_due', columns: ['expires', 'id'], where: `status <> 'inactive' AND expires IS NOT NULL` },
    // For the lists over all users: of what never changes, so that a use writes none of them, and a grant only adds at
    // their ends. `updated_at` and `expires` have none for that reason.
    { name: 'holdall_entry_id', columns: ['id'] },
    { name: 'holdall_entry_item', columns: ['item_id', 'id'] },
    { name: 'holdall_entry_created', columns: ['created_at', 'id'] },
  ],
  checks: {
    holdall_entry_numbers: 'id >= 1 AND item_id >= 1 AND nth >= 1 AND revision >= 1',
    holdall_entry_status: `status IN ('pending', 'active', 'inactive')`,
    holdall_entry_booked: 'booked BETWEEN -9007199254740991 AND 9007199254740991',
  },
};

/** What never changes about an entry: everything else is written with every update. */
const fixed: ReadonlySet<string> = new Set(['user_id', 'id', 'item_id', 'nth', 'created_at', 'sku', 'invoice_id']);
export const changingColumns = (Object.keys(entryTable.columns) as (keyof EntryRow)[]).filter(
  (column) => !fixed.has(column),
);

/** Those of them that an index looks at. */
export const indexedColumns = changingColumns.filter((column) =>
  entryTable.indices!.some(({ columns, where = '' }) => columns.includes(column) || where.includes(column)),
);

export const entryToRow = (entry: Entry): EntryRow => ({
  user_id: entry.user,
  id: entry.id,
  item_id: entry.item,
  nth: entry.nth,
  revision: entry.revision,
  status: entry.status,
  ended: entry.ended,
  created_at: entry.createdAt,
  updated_at: entry.updatedAt,
  activated_at: entry.activatedAt,
  expires: entry.expires,
  booked: entry.booked,
  sku: entry.sku,
  invoice_id: entry.invoice,
  data: jsonText(entry.data),
});

export const entryFromRow = (stored: StoredRow): Entry => {
  const row = new RowReader(entryTable.name, stored);
  return {
    user: row.text('user_id'),
    id: row.integer('id'),
    item: row.integer('item_id'),
    nth: row.integer('nth'),
    revision: row.integer('revision'),
    status: row.oneOf('status', entryStatuses),
    ended: row.oneOfOrNull('ended', entryEnds),
    createdAt: row.integer('created_at'),
    updatedAt: row.integer('updated_at'),
    activatedAt: row.integerOrNull('activated_at'),
    expires: row.integerOrNull('expires'),
    booked: row.integer('booked'),
    sku: row.textOrNull('sku'),
    invoice: row.integerOrNull('invoice_id'),
    data: row.object('data'),
  };
};
