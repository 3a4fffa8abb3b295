import { InvalidInputError } from '@holdall/core';
import { DefaultNamingStrategy, type DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { migrations, migrationsTable } from './migrations/migrate.js';
import { entitySchemas } from './tables.js';

type PostgresConnectionOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** A file of its own, by TypeORM's name of the driver: `sqlite` is the package sqlite3. */
export interface SqlitePlace {
  readonly type: 'sqlite' | 'better-sqlite3';
  /** A path, or `:memory:`, which is gone when the store is closed. */
  readonly database: string;
}

/** As TypeORM knows them. */
export type PostgresPlace = Pick<
  PostgresConnectionOptions,
  'type' | 'url' | 'host' | 'port' | 'username' | 'password' | 'database' | 'schema' | 'ssl' | 'poolSize' | 'extra'
>;

/** The host's own database. The store opens a connection of its own to it; the host closes its DataSource itself. */
export interface HostPlace {
  /** On SQLite in a file, or on PostgreSQL. It need not be initialized. */
  readonly dataSource: DataSource;
}

export type Place = SqlitePlace | PostgresPlace | HostPlace;

/** TypeORM would print to the console; and what a host logs is not what is sold. */
const silent: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/**
 * What the bridge's own DataSource is made with. Of the host's it takes how the database is reached, and nothing of what
 * is done with it: on SQLite all that share a DataSource share its transactions, and the bridge's must hold nothing else.
 * @throws InvalidInputError
 */
export const dataSourceOptions = (place: Place): DataSourceOptions => {
  const connection = 'dataSource' in place ? optionsOfHost(place) : checked(place, 'type');
  const postgres = connection.type === 'postgres';
  return {
    ...(postgres && { connectTimeoutMS: 10_000, poolSize: 4 }),
    ...connection,
    entities: entitySchemas(postgres),
    migrations: migrations({ postgres, schema: postgres ? connection.schema : undefined }),
    migrationsTableName: migrationsTable,
    subscribers: [],
    synchronize: false,
    dropSchema: false,
    migrationsRun: false,
    entityPrefix: '',
    namingStrategy: new DefaultNamingStrategy(),
    cache: false,
    logging: false,
    logger: silent,
    ...(postgres && { installExtensions: false }),
  } as DataSourceOptions;
};

/** For messages: without the password. */
export const nameOf = (options: DataSourceOptions): string => {
  if (options.type !== 'postgres') return String(options.database);
  const { url, host = 'localhost', port = 5432, database = '' } = options;
  if (url !== undefined && URL.canParse(url)) return new URL(url).host + new URL(url).pathname;
  return `${host}:${port}/${database}`;
};

const optionsOfHost = ({ dataSource }: HostPlace): DataSourceOptions => {
  const options = checked((dataSource as DataSource | undefined)?.options, 'dataSource');
  if (options.type !== 'postgres' && /^$|:memory:|mode=memory/.test(String(options.database))) {
    throw refusal('dataSource', 'is in memory, where nothing else can be connected to: use a file');
  }
  return options;
};

const types: readonly unknown[] = ['sqlite', 'better-sqlite3', 'postgres'];

const checked = (options: DataSourceOptions | undefined, path: string): DataSourceOptions => {
  if (options === undefined || !types.includes(options.type)) {
    throw refusal(path, `must be sqlite, better-sqlite3 or postgres`);
  }
  if (options.type !== 'postgres' && typeof options.database !== 'string') {
    throw refusal('database', 'must be the path of a file, or :memory:');
  }
  return options;
};

const refusal = (path: string, message: string): InvalidInputError => new InvalidInputError([{ path, message }]);
