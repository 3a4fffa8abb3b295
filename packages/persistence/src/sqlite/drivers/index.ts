import { betterSqlite3 } from './better-sqlite3.js';
import type { SqliteDriver } from './driver.js';
import { sqlite3 } from './sqlite3.js';

/** By TypeORM's names of them. */
export const sqliteDrivers = {
  sqlite: sqlite3,
  'better-sqlite3': betterSqlite3,
} as const satisfies Readonly<Record<string, SqliteDriver>>;

export type SqliteType = keyof typeof sqliteDrivers;
