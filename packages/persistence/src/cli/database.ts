import type { ParseArgsConfig } from 'node:util';
import type { Place } from '../create-store.js';

/** Which database a program is about, as it is called. */
export const databaseArguments = {
  type: { type: 'string' },
  database: { type: 'string' },
  url: { type: 'string' },
  schema: { type: 'string' },
  'table-prefix': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

export const databaseUsage = `  --type TYPE           sqlite (the package sqlite3), better-sqlite3 or postgres; postgres where there is a --url
  --database NAME       the path of the SQLite file, or the name of the PostgreSQL database
  --url URL             where the PostgreSQL database is; PGPASSWORD can hold the password
  --schema NAME         PostgreSQL: where the tables are
  --table-prefix TEXT   what the names of the tables begin with (holdall_)`;

type Values = { readonly [K in keyof typeof databaseArguments]?: string };

/** `createStore` says what is wrong with them. */
export const placeIn = (values: Values): Place => {
  const {
    database,
    url,
    schema,
    type = url === undefined ? undefined : 'postgres',
    'table-prefix': tablePrefix,
  } = values;
  const all = { type, database, url, schema, tablePrefix };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Place;
};
