import { InvalidInputError, type Fault } from '@holdall/core';
import type { PostgresOptions } from './postgres/data-source.js';
import { PostgresDatabase } from './postgres/database.js';
import type { RetryOptions } from './retry.js';
import { SqliteDatabase, type SqliteOptions } from './sqlite/database.js';
import { sqliteDrivers } from './sqlite/drivers/index.js';
import type { Database } from './sql/session.js';
import { TypeOrmStore } from './store.js';

/** By TypeORM's own names of its drivers. */
export type StoreOptions = (SqliteOptions | PostgresOptions) & RetryOptions;

/**
 * A store that keeps everything in a database. Nothing is touched before it is opened, which `createEngine` does.
 * @throws InvalidInputError for options that make no sense.
 */
export const createStore = (options: StoreOptions): TypeOrmStore =>
  new TypeOrmStore(databaseFrom(checkedOptions(options)), options);

/** @throws InvalidInputError */
export const checkedOptions = (options: StoreOptions): StoreOptions => {
  const faults = faultsOf(options);
  if (faults.length > 0) throw new InvalidInputError(faults);
  return options;
};

export const databaseFrom = (options: StoreOptions): Database =>
  options.type === 'postgres' ? new PostgresDatabase(options) : new SqliteDatabase(options);

const types: readonly string[] = [...Object.keys(sqliteDrivers), 'postgres'];

type Blame = (path: string, message: string) => void;

/** For hosts that read their options from a file or from the environment. */
const faultsOf = (options: StoreOptions): readonly Fault[] => {
  const faults: Fault[] = [];
  const blame: Blame = (path, message) => faults.push({ path, message });
  const { type, tries = 1 } = options;
  if (!types.includes(type)) blame('type', `must be one of ${types.join(', ')}`);
  else if (options.type === 'postgres') checkPostgres(options, blame);
  else checkSqlite(options, blame);
  if (!Number.isInteger(tries) || tries < 1 || tries > 100) blame('tries', 'must be a whole number from 1 to 100');
  return faults;
};

const checkSqlite = ({ database, busyTimeout = 0 }: SqliteOptions, blame: Blame): void => {
  if (typeof database !== 'string' || database === '') blame('database', 'must be the path of a file, or :memory:');
  if (!isTimeout(busyTimeout)) blame('busyTimeout', timeoutExpected);
};

const checkPostgres = ({ schema = 'x', poolSize = 2, lockTimeout = 0 }: PostgresOptions, blame: Blame): void => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) blame('schema', 'must be a name of lower-case letters, digits and _');
  // A batch holds one, and now and then needs another to reserve ids.
  if (!Number.isInteger(poolSize) || poolSize < 2) blame('poolSize', 'must be a whole number of at least 2');
  if (!isTimeout(lockTimeout)) blame('lockTimeout', timeoutExpected);
};

const timeoutExpected = 'must be a whole number of milliseconds from 0 to 600000';
const isTimeout = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 600_000;
