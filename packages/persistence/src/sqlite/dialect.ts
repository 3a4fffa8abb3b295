import type { Dialect } from '../sql/dialect.js';
import { defaultPrefix } from '../sql/names.js';
import { joined, raw, sql } from '../sql/sql.js';

export const sqliteDialect: Dialect = {
  prefix: defaultPrefix,
  placeholder: () => '?',
  // One JSON text for all rows: a list of values would be a new statement for each number of rows, and be cut at 32,766.
  // A lone row goes as it is: taking JSON apart would cost it more than the lookup that it is for. (The sqlite3 package
  // binds large integers as floating point numbers, which are exact as far as ours go, and columns of integers make them
  // integers again.)
  given: (name, columns, rows) => {
    const names = Object.keys(columns);
    const [only] = rows;
    if (only !== undefined && rows.length === 1) {
      const row = names.map((column) => sql`${only[column] ?? null} as ${raw(column)}`);
      return sql`(select ${joined(row, ', ')}) as ${raw(name)}`;
    }
    const values = JSON.stringify(rows.map((row) => names.map((column) => row[column])));
    const selected = names.map((column, index) => `json_each.value->>${index} as ${column}`).join(', ');
    return sql`(select ${raw(selected)} from json_each(${values})) as ${raw(name)}`;
  },
  isOneOf: (column, _kind, values) => sql`${raw(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  through: (index) => raw(`indexed by ${index}`),
  plansByStatistics: false,
  // `bigint` has integer affinity, which is 64 bits wide, as any integer on SQLite; TypeORM reads it back as it was.
  columnTypes: { text: 'text', integer: 'bigint', json: 'text' },
  collation: null,
  withoutRowid: true,
};
