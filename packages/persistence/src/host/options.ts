import { InvalidInputError } from '@holdall/core';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { PostgresOptions } from '../postgres/data-source.js';
import type { SqliteOptions } from '../sqlite/options.js';

/**
 * The host's own database. Holdall opens connections of its own to it, with its own settings, and uses those of the
 * host only where the host says so (`engine.within`). The host closes its DataSource itself.
 */
export interface HostOptions
  extends
    Pick<PostgresOptions, 'schema' | 'poolSize' | 'lockTimeout' | 'preparedStatements' | 'tablePrefix' | 'migrations'>,
    Pick<SqliteOptions, 'busyTimeout'> {
  /** Of type `sqlite` or `better-sqlite3`, on a file, or `postgres`. It need not be initialized yet. */
  readonly dataSource: DataSource;
}

type OptionsOf<T extends string> = Extract<DataSourceOptions, { type: T }>;

/**
 * The same place, for connections of our own.
 * @throws InvalidInputError for a DataSource to which there is no second connection.
 */
export const optionsFromHost = (host: HostOptions): SqliteOptions | PostgresOptions => {
  const options = (host.dataSource as DataSource | undefined)?.options;
  switch (options?.type) {
    case 'sqlite':
    case 'better-sqlite3':
      return sqliteFrom(options, host);
    case 'postgres':
      return postgresFrom(options, host);
    default:
      return refuse('dataSource', 'must be a TypeORM DataSource of type sqlite, better-sqlite3 or postgres');
  }
};

const sqliteFrom = (
  options: OptionsOf<'sqlite'> | OptionsOf<'better-sqlite3'>,
  { schema, busyTimeout, tablePrefix, migrations }: HostOptions,
): SqliteOptions => {
  const { type, database } = options;
  if (database === '' || database.includes(':memory:') || database.includes('mode=memory')) {
    refuse(
      'dataSource',
      `is in memory, where a second connection would be another, empty database: use a file, or let Holdall open a database of its own, createStore({ type: '${type}', database: ':memory:' })`,
    );
  }
  if (database.startsWith('file:')) refuse('dataSource', 'must name its file by a path, not by a URI');
  if ('readonly' in options && options.readonly === true) refuse('dataSource', 'must not be read-only');
  const driverOptions = chosen(options as OptionsOf<'better-sqlite3'> & OptionsOf<'sqlite'>, [
    'driver',
    'key',
    'nativeBinding',
    'prepareDatabase',
    'fileMustExist',
    'flags',
  ]);
  return { type, database, driverOptions, ...chosen({ schema, busyTimeout, tablePrefix, migrations }) };
};

const postgresFrom = (
  options: OptionsOf<'postgres'>,
  { schema = options.schema, poolSize, lockTimeout, preparedStatements, tablePrefix, migrations }: HostOptions,
): PostgresOptions => {
  // Replicas lag behind: what was committed a moment ago must count for the next decision.
  const place = options.replication?.master ?? options;
  return {
    type: 'postgres',
    ...chosen(place, ['url', 'host', 'port', 'username', 'password', 'database', 'ssl', 'applicationName']),
    ...chosen(options, ['applicationName', 'connectTimeoutMS', 'extra', 'driver', 'nativeDriver']),
    ...chosen({ schema, poolSize, lockTimeout, preparedStatements, tablePrefix, migrations }),
  };
};

/** These of the options, those left out that are not set: `undefined` would take the place of a default. */
const chosen = <O extends object, K extends keyof O>(
  options: O,
  names = Object.keys(options) as K[],
): { [P in K]?: Exclude<O[P], undefined> } =>
  Object.fromEntries(
    names.map((name) => [name, options[name]] as const).filter(([, value]) => value !== undefined),
  ) as { [P in K]?: Exclude<O[P], undefined> };

const refuse = (path: string, message: string): never => {
  throw new InvalidInputError([{ path, message }]);
};
