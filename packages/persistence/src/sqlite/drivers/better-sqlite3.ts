import type { BetterSqlite3ConnectionOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3ConnectionOptions.js';
import type { SqliteDriver } from './driver.js';

/**
 * Statements run on the thread of the event loop, and while one waits for a lock, nothing else runs: not even who holds
 * the lock, if that is in the same process. So the driver waits next to nothing, and `Connection` waits between tries.
 */
const longestWait = 2;

export const betterSqlite3: SqliteDriver = {
  packageName: 'better-sqlite3',
  longestWait,
  connectionOptions: (database): BetterSqlite3ConnectionOptions => ({
    type: 'better-sqlite3',
    database,
    timeout: longestWait,
  }),
};
