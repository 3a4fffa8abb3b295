import type { DataSourceOptions } from 'typeorm';

/** One way to SQLite. Everything else about SQLite is the same for all of them. */
export interface SqliteDriver {
  /** The package that TypeORM loads, and that the host installs. */
  readonly packageName: string;
  /** The longest that a statement may wait for a lock inside of the driver, in milliseconds. */
  readonly longestWait: number;
  connectionOptions(database: string): Pick<DataSourceOptions, 'type' | 'database'>;
}
