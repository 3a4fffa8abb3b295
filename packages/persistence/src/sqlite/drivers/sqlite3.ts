import type { SqliteDriver } from './driver.js';

/** Statements run, and wait, on libuv's threads. */
export const sqlite3: SqliteDriver = {
  packageName: 'sqlite3',
  longestWait: Infinity,
  connectionOptions: (database) => ({ type: 'sqlite', database }),
};
