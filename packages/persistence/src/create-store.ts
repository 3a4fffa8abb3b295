import { InvalidInputError, type Fault } from '@holdall/core';
import { optionsFromHost, type HostOptions } from './host/options.js';
import type { PostgresOptions } from './postgres/data-source.js';
import { PostgresDatabase } from './postgres/database.js';
import type { RetryOptions } from './retry.js';
import type { TableOptions } from './schema/table-options.js';
import { faultOfPrefix } from './sql/names.js';
import { SqliteDatabase } from './sqlite/database.js';
import { sqliteDrivers } from './sqlite/drivers/index.js';
import type { SqliteOptions } from './sqlite/options.js';
import { namingTables } from './sql/naming-tables.js';
import type { Database } from './sql/session.js';
import { TypeOrmStore } from './store.js';

/** A database by its own options: where it is, and how to treat it. */
export type Place = SqliteOptions | PostgresOptions;

/** By TypeORM's own names of its drivers, or on the host's own DataSource. */
export type StoreOptions = (SqliteOptions | PostgresOptions | HostOptions) & RetryOptions;

/**
 * A store that keeps everything in a database. Nothing is touched before it is opened, which `createEngine` does.
 * @throws InvalidInputError for options that make no sense.
 */
export const createStore = (options: StoreOptions): TypeOrmStore =>
  new TypeOrmStore(databaseFrom(options), options, 'dataSource' in options ? options.dataSource : null);

/** @throws InvalidInputError for options that make no sense. */
export const databaseFrom = (options: StoreOptions): Database => {
  const place = placeFrom(options);
  const database = place.type === 'postgres' ? new PostgresDatabase(place) : new SqliteDatabase(place);
  return place.tablePrefix === undefined ? database : namingTables(database, place.tablePrefix);
};

/**
 * Where the database is, also where the host's DataSource says it.
 * @throws InvalidInputError
 */
export const placeFrom = (options: StoreOptions): Place => {
  const place = 'dataSource' in options ? optionsFromHost(options) : options;
  const faults = faultsOf(place, options);
  if (faults.length > 0) throw new InvalidInputError(faults);
  return place;
};

const types: readonly string[] = [...Object.keys(sqliteDrivers), 'postgres'];

type Blame = (path: string, message: string) => void;

/** For hosts that read their options from a file or from the environment. */
const faultsOf = (place: SqliteOptions | PostgresOptions, { tries = 1 }: RetryOptions): readonly Fault[] => {
  const faults: Fault[] = [];
  const blame: Blame = (path, message) => faults.push({ path, message });
  if (!types.includes(place.type)) blame('type', `must be one of ${types.join(', ')}`);
  else if (place.type === 'postgres') checkPostgres(place, blame);
  else checkSqlite(place, blame);
  checkTables(place, blame);
  if (!Number.isInteger(tries) || tries < 1 || tries > 100) blame('tries', 'must be a whole number from 1 to 100');
  return faults;
};

const checkSqlite = ({ database, busyTimeout = 0, ...others }: SqliteOptions, blame: Blame): void => {
  if ('schema' in others) blame('schema', 'is for PostgreSQL: on SQLite, tablePrefix keeps tables apart');
  if (typeof database !== 'string' || database === '') blame('database', 'must be the path of a file, or :memory:');
  if (!isTimeout(busyTimeout)) blame('busyTimeout', timeoutExpected);
};

const checkPostgres = ({ schema = 'x', poolSize = 2, lockTimeout = 0 }: PostgresOptions, blame: Blame): void => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) blame('schema', 'must be a name of lower-case letters, digits and _');
  // A batch holds one, and now and then needs another to reserve ids.
  if (!Number.isInteger(poolSize) || poolSize < 2) blame('poolSize', 'must be a whole number of at least 2');
  if (!isTimeout(lockTimeout)) blame('lockTimeout', timeoutExpected);
};

const checkTables = ({ tablePrefix, migrations = 'run' }: TableOptions, blame: Blame): void => {
  const fault = tablePrefix === undefined ? null : faultOfPrefix(tablePrefix);
  if (fault !== null) blame('tablePrefix', fault);
  if (migrations !== 'run' && migrations !== 'check') blame('migrations', 'must be run or check');
};

const timeoutExpected = 'must be a whole number of milliseconds from 0 to 600000';
const isTimeout = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 600_000;
