import type { UseRecord } from '@holdall/core';
import type { StoredRow } from '../sql/session.js';
import { RowReader } from './row-reader.js';
import { jsonText } from './stored-values.js';
import { integer, json, text, type Table } from './table.js';

export type UseRow = {
  readonly user_id: string;
  readonly id: number;
  readonly item_id: number;
  readonly at: number;
  readonly net: number;
  readonly takes: string;
};

export const useTable: Table<UseRow> = {
  name: 'holdall_use',
  columns: { user_id: text, id: integer, item_id: integer, at: integer, net: integer, takes: json },
  key: ['user_id', 'id'],
  indices: [{ name: 'holdall_use_window', columns: ['user_id', 'item_id', 'at'] }],
  checks: { holdall_use_numbers: 'id >= 1 AND net BETWEEN 0 AND 9007199254740991' },
};

/** All that a reversal changes. */
export const changingColumns: readonly (keyof UseRow)[] = ['net', 'takes'];

export const useToRow = ({ user, id, item, at, net, takes }: UseRecord): UseRow => ({
  user_id: user,
  id,
  item_id: item,
  at,
  net,
  takes: jsonText(takes),
});

export const useFromRow = (stored: StoredRow): UseRecord => {
  const row = new RowReader(useTable.name, stored);
  return {
    user: row.text('user_id'),
    id: row.integer('id'),
    item: row.integer('item_id'),
    at: row.integer('at'),
    net: row.integer('net'),
    takes: row.list('takes', (take) => ({
      entry: take.integer('entry'),
      quantity: take.integer('quantity'),
      reversed: take.integer('reversed'),
    })),
  };
};
