import type { DataSourceOptions } from 'typeorm';
import type { TableOptions } from '../schema/table-options.js';
import type { SqliteType } from './drivers/index.js';

export interface SqliteOptions extends TableOptions {
  /** TypeORM's names of the packages: `sqlite` is `sqlite3`. */
  readonly type: SqliteType;
  /** The path of a file, which is created if it does not exist, or `:memory:`. */
  readonly database: string;
  /** How many milliseconds SQLite waits for another process to let go of the file, on each try. Default 5,000. */
  readonly busyTimeout?: number;
  /** What else TypeORM needs to open the file, such as the `key` of an encrypted one. */
  readonly driverOptions?: SqliteDriverOptions;
}

/** As TypeORM knows them. */
export type SqliteDriverOptions = Pick<
  Extract<DataSourceOptions, { type: 'better-sqlite3' }>,
  'driver' | 'key' | 'nativeBinding' | 'prepareDatabase' | 'fileMustExist'
> & {
  /** Of the package sqlite3: how the file is opened. */
  readonly flags?: number;
};
