import { integer, text, type Table } from './table.js';

export type CounterRow = {
  /** A sequence of ids, or `catalogue`. */
  readonly name: string;
  /** Of a sequence: the first id that nobody has reserved. Of the catalogue: its version. */
  readonly value: number;
};

export const counterTable: Table<CounterRow> = {
  name: 'holdall_counter',
  columns: { name: text, value: integer },
  key: ['name'],
  checks: { holdall_counter_value: 'value BETWEEN 0 AND 9007199254740991' },
};

export const catalogueCounter = 'catalogue';
