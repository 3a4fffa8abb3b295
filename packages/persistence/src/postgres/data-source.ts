import type { DataSource, DataSourceOptions } from 'typeorm';
import type { TableOptions } from '../schema/table-options.js';
import { driverMissing, holdallDataSource } from '../typeorm/data-source.js';
import { postgresDialect } from './dialect.js';
import { storageErrorFrom } from './errors.js';

type PostgresConnectionOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

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
  | 'driver'
  | 'nativeDriver'
>;

/** As TypeORM knows them, and a few of our own. */
export interface PostgresOptions extends Connection, TableOptions {
  readonly type: 'postgres';
  /** Where the tables are; made if it does not exist. Default: the first of the user's search path, usually `public`. */
  readonly schema?: string;
  /** The most connections at once. At least 2. Default 10. */
  readonly poolSize?: number;
  /** How many milliseconds a batch waits for another to let go of the same users, on each try. Default 5,000. */
  readonly lockTimeout?: number;
  /**
   * Whether a connection keeps the plans of statements that are sent often. Default: true. For a pooler between us and
   * the server that hands on single transactions and knows nothing of prepared statements, such as PgBouncer before 1.21.
   */
  readonly preparedStatements?: boolean;
}

/**
 * Batches look rows up by their keys, whatever statistics say and however small a table still is: so their plans are made
 * once, and stay good while tables grow. What else a connection is used for takes `usualPlans` instead.
 */
const lookups = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
];
export const usualPlans =
  'set local plan_cache_mode = auto; set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on';

export const defaultPoolSize = 10;

/**
 * A DataSource on the database, connected.
 * @throws StorageError
 */
export const postgresDataSource = async (options: PostgresOptions, dialect = postgresDialect): Promise<DataSource> => {
  const { lockTimeout = 5_000, schema, poolSize = defaultPoolSize, connectTimeoutMS = 10_000, ...rest } = options;
  const { tablePrefix: _prefix, migrations: _migrations, preparedStatements: _prepared, ...connection } = rest;
  const { url, options: given } = urlAndOptions(options.url);
  const extra = options.extra as { readonly options?: string } | undefined;
  const settings = [
    // What the host wants of the server as well. Where both say something, the later one counts.
    ...[given, extra?.options].filter((one) => one !== undefined),
    // A commit is on the server's disk before it is answered.
    '-c synchronous_commit=on',
    `-c lock_timeout=${lockTimeout}`,
    ...lookups.map((setting) => `-c ${setting}`),
    ...(schema === undefined ? [] : [`-c search_path=${schema}`]),
  ];
  const typeOrm: PostgresConnectionOptions = {
    ...connection,
    ...(url !== undefined && { url }),
    ...(schema !== undefined && { schema }),
    poolSize,
    connectTimeoutMS,
    extra: { ...extra, max: poolSize, options: settings.join(' ') },
  };
  const dataSource = holdallDataSource(typeOrm, dialect, 'pg');
  try {
    return await dataSource.initialize();
  } catch (error) {
    const { name } = Object(error) as { name?: unknown };
    throw name === 'DriverPackageNotInstalledError'
      ? driverMissing('pg', error)
      : storageErrorFrom(error, nameOf(options));
  }
};

/** The driver would let `?options=` of a URL take the place of all our settings. */
const urlAndOptions = (url: string | undefined): { readonly url: string | undefined; readonly options?: string } => {
  if (url === undefined || !URL.canParse(url)) return { url };
  const parsed = new URL(url);
  const options = parsed.searchParams.get('options');
  if (options === null) return { url };
  parsed.searchParams.delete('options');
  return { url: parsed.href, options };
};

/** For messages: without the password. */
export const nameOf = ({ url, host = 'localhost', port = 5432, database = '' }: PostgresOptions): string => {
  if (url !== undefined && URL.canParse(url)) return new URL(url).host + new URL(url).pathname;
  return `${host}:${port}/${database}`;
};
