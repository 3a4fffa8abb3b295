import { logTypes, type LogRecord, type LogType } from '@holdall/core';
import type { StoredRow } from '../sql/session.js';
import { RowReader } from './row-reader.js';
import { jsonText } from './stored-values.js';
import { integer, json, orNull, text, type Table } from './table.js';

export type LogRow = {
  readonly user_id: string;
  readonly entry_id: number;
  readonly seq: number;
  readonly id: number;
  readonly item_id: number;
  readonly type: string;
  readonly quantity: number;
  readonly at: number;
  readonly actor: string | null;
  readonly info: string | null;
  readonly use_id: number | null;
  readonly details: string;
};

/** Append-only: nothing here updates or deletes a record. */
export const logTable: Table<LogRow> = {
  name: 'holdall_log',
  columns: {
    user_id: text,
    entry_id: integer,
    seq: integer,
    id: integer,
    item_id: integer,
    type: text,
    quantity: integer,
    at: integer,
    actor: orNull(text),
    info: orNull(text),
    use_id: orNull(integer),
    details: json,
  },
  // One index by user, and that of few columns, for a user's history, the log of an entry and the windows of uses: every
  // use writes a row here, and each further index by user would cost it a page of its own.
  key: ['user_id', 'at', 'id'],
  appended: true,
  // Ids rise: this one is appended to.
  indices: [{ name: 'holdall_log_use', columns: ['use_id'], where: 'use_id IS NOT NULL' }],
  checks: {
    holdall_log_numbers: 'id >= 1 AND seq >= 1',
    // The types themselves are checked on reading: a new one must not need a rebuild of the largest table.
    holdall_log_quantity: `quantity BETWEEN -9007199254740991 AND 9007199254740991 AND (quantity >= 0 OR type = 'adjusted')`,
  },
};

const types = Object.keys(logTypes) as readonly LogType[];

export const recordToRow = (record: LogRecord): LogRow => ({
  user_id: record.user,
  entry_id: record.entry,
  seq: record.seq,
  id: record.id,
  item_id: record.item,
  type: record.type,
  quantity: record.quantity,
  at: record.at,
  actor: record.actor,
  info: record.info,
  use_id: record.use,
  details: jsonText(record.details),
});

export const recordFromRow = (stored: StoredRow): LogRecord => {
  const row = new RowReader(logTable.name, stored);
  return {
    id: row.integer('id'),
    user: row.text('user_id'),
    entry: row.integer('entry_id'),
    seq: row.integer('seq'),
    item: row.integer('item_id'),
    type: row.oneOf('type', types),
    quantity: row.integer('quantity'),
    at: row.integer('at'),
    actor: row.textOrNull('actor'),
    info: row.textOrNull('info'),
    use: row.integerOrNull('use_id'),
    details: row.object('details'),
  };
};
