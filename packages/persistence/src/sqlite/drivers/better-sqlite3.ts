import type { BetterSqlite3ConnectionOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3ConnectionOptions.js';
import type { StoredRow } from '../../sql/session.js';
import type { SqliteDriver } from './driver.js';

/** As much of the driver's database as we call. */
interface Connection {
  prepare(text: string): {
    /** Whether it answers rows; `all` throws where it does not. */
    readonly reader: boolean;
    all(...parameters: readonly unknown[]): readonly StoredRow[];
    run(...parameters: readonly unknown[]): unknown;
  };
}

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
  prepare: async (connection, text) => {
    const statement = (connection as Connection).prepare(text);
    return {
      all: async (parameters) => {
        if (statement.reader) return statement.all(...parameters);
        statement.run(...parameters);
        return [];
      },
      // Closing the connection does it.
      finalize: async () => undefined,
    };
  },
};
