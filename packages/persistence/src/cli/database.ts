import type { ParseArgsConfig } from 'node:util';
import type { StoreOptions } from '../create-store.js';

/** Which database a program is about, as it is called. */
export const databaseArguments = {
  type: { type: 'string' },
  database: { type: 'string' },
  url: { type: 'string' },
  schema: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

export const databaseUsage = `  --type TYPE       sqlite (the package sqlite3), better-sqlite3 or postgres; postgres where there is a --url
  --database NAME   the path of the SQLite file, or the name of the PostgreSQL database
  --url URL         where the PostgreSQL database is; PGPASSWORD can hold the password
  --schema NAME     PostgreSQL: where the tables are`;

type Values = { readonly [K in keyof typeof databaseArguments]?: string };

/** `createStore` says what is wrong with them. */
export const storeOptionsFrom = ({ database, url, schema, type }: Values): StoreOptions => {
  const all = { type: type ?? (url === undefined ? undefined : 'postgres'), database, url, schema };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as StoreOptions;
};
