import type { DataSource } from 'typeorm';
import type { PostgresConnectionOptions } from 'typeorm/driver/postgres/PostgresConnectionOptions.js';
import { driverMissing, holdallDataSource } from '../typeorm/data-source.js';
import { postgresDialect } from './dialect.js';
import { storageErrorFrom } from './errors.js';

type Connection = Pick<
  PostgresConnectionOptions,
  | 'url'
  | 'host'
  | 'port'
  | 'username'
  | 'password'
  | 'database'
  | 'ssl'
  | 'applicationName'
  | 'connectTimeoutMS'
  | 'extra'
>;

/** As TypeORM knows them, and a few of our own. */
export interface PostgresOptions extends Connection {
  readonly type: 'postgres';
  /** Where the tables are; made if it does not exist. Default: the first of the user's search path, usually `public`. */
  readonly schema?: string;
  /** The most connections at once. At least 2. Default 10. */
  readonly poolSize?: number;
  /** How many milliseconds a batch waits for another to let go of the same users, on each try. Default 5,000. */
  readonly lockTimeout?: number;
}

/**
 * A DataSource on the database, connected.
 * @throws StorageError
 */
export const postgresDataSource = async (options: PostgresOptions): Promise<DataSource> => {
  const { lockTimeout = 5_000, schema, poolSize = 10, extra, connectTimeoutMS = 10_000, ...connection } = options;
  const settings = [
    // A commit is on the server's disk before it is answered.
    'synchronous_commit=on',
    `lock_timeout=${lockTimeout}`,
    ...(schema === undefined ? [] : [`search_path=${schema}`]),
  ];
  const typeOrm: PostgresConnectionOptions = {
    ...connection,
    ...(schema !== undefined && { schema }),
    poolSize,
    connectTimeoutMS,
    extra: { options: settings.map((setting) => `-c ${setting}`).join(' '), ...(extra as object | undefined) },
  };
  const dataSource = holdallDataSource(typeOrm, postgresDialect, 'pg');
  try {
    return await dataSource.initialize();
  } catch (error) {
    const { name } = Object(error) as { name?: unknown };
    throw name === 'DriverPackageNotInstalledError'
      ? driverMissing('pg', error)
      : storageErrorFrom(error, nameOf(options));
  }
};

/** For messages: without the password. */
export const nameOf = ({ url, host = 'localhost', port = 5432, database = '' }: PostgresOptions): string => {
  if (url !== undefined && URL.canParse(url)) return new URL(url).host + new URL(url).pathname;
  return `${host}:${port}/${database}`;
};
