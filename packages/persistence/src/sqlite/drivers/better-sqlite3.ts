import type { BetterSqlite3ConnectionOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3ConnectionOptions.js';
import type { StoredRow } from '../../sql/session.js';
import type { Parameter } from '../../sql/sql.js';
import type { SqliteDriver } from './driver.js';

/** As much of the driver's database as we call. */
interface Connection {
  prepare(text: string): Statement;
}

interface Statement {
  /** Whether it answers rows; `all` and `raw` throw where it does not. */
  readonly reader: boolean;
  /** From then on `all` answers lists of values instead of objects: making those takes it longer than reading them. */
  raw(): unknown;
  columns(): readonly { readonly name: string }[];
  all(...parameters: readonly unknown[]): readonly (readonly unknown[])[];
  run(...parameters: readonly unknown[]): unknown;
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
  inProcess: true,
  prepare: async (connection, text) => {
    const statement = (connection as Connection).prepare(text);
    // Closing the connection does it.
    const finalize = async () => undefined;
    if (!statement.reader) {
      const all = async (parameters: readonly Parameter[]) => {
        statement.run(...parameters);
        return [];
      };
      return { all, finalize };
    }
    statement.raw();
    const columns = statement.columns().map(({ name }) => name);
    return {
      all: async (parameters) => statement.all(...parameters).map((values) => rowOf(columns, values)),
      finalize,
    };
  },
};

const rowOf = (columns: readonly string[], values: readonly unknown[]): StoredRow => {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index]!] = values[index];
  return row;
};
