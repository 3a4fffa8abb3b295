import type { DataSourceOptions } from 'typeorm';
import type { Parameter } from '../../sql/sql.js';
import type { StoredRow } from '../../sql/session.js';

/** One way to SQLite. Everything else about SQLite is the same for all of them. */
export interface SqliteDriver {
  /** The package that TypeORM loads, and that the host installs. */
  readonly packageName: string;
  /** The longest that a statement may wait for a lock inside of the driver, in milliseconds. */
  readonly longestWait: number;
  connectionOptions(database: string): Pick<DataSourceOptions, 'type' | 'database'>;
  /** Whether statements run on the thread that calls. */
  readonly inProcess: boolean;
  /** Prepares a statement on a connection of the driver's own kind: what a query runner of TypeORM's connects to. */
  prepare(connection: unknown, text: string): Promise<PreparedStatement>;
}

/** A statement that the database has understood once, and runs often. */
export interface PreparedStatement {
  all(parameters: readonly Parameter[]): Promise<readonly StoredRow[]>;
  /** Before the connection is closed. */
  finalize(): Promise<void>;
}
