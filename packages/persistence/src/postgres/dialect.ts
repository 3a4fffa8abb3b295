import type { Dialect } from '../sql/dialect.js';
import { defaultPrefix } from '../sql/names.js';
import { joined, raw, sql } from '../sql/sql.js';

const columnTypes = { text: 'text', integer: 'bigint', json: 'json' } as const;

export const postgresDialect: Dialect = {
  prefix: defaultPrefix,
  placeholder: (position) => `$${position}`,
  /** One array for each column. */
  given: (name, columns, rows) => {
    const names = Object.keys(columns);
    const arrays = names.map((column) => {
      const type = columnTypes[columns[column]!.kind];
      return sql`${rows.map((row) => row[column] ?? null)}::${raw(type)}[]`;
    });
    return sql`unnest(${joined(arrays, ', ')}) as ${raw(name)} (${raw(names.join(', '))})`;
  },
  // An array and no join: so it is known beforehand how many values there are, and an index is worth its while.
  isOneOf: (column, { kind }, values) => sql`${raw(column)} = any(${values}::${raw(columnTypes[kind])}[])`,
  through: () => raw(''),
  plansByStatistics: true,
  // `json` and not `jsonb`: it keeps the text as it was written, and takes what `jsonb` refuses, such as \u0000.
  columnTypes,
  // Sorted as everywhere else, whatever the locale of the database: by bytes.
  collation: 'C',
  withoutRowid: false,
};
