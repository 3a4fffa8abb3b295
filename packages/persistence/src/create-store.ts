import { InvalidInputError, type Fault } from '@holdall/core';
import type { RetryOptions } from './retry.js';
import { SqliteDatabase, type SqliteOptions } from './sqlite/database.js';
import { sqliteDrivers } from './sqlite/drivers/index.js';
import type { Database } from './sql/session.js';
import { TypeOrmStore } from './store.js';

/** By TypeORM's own names of its drivers. */
export type StoreOptions = SqliteOptions & RetryOptions;

/**
 * A store that keeps everything in a database. Nothing is touched before it is opened, which `createEngine` does.
 * @throws InvalidInputError for options that make no sense.
 */
export const createStore = (options: StoreOptions): TypeOrmStore => {
  const faults = faultsOf(options);
  if (faults.length > 0) throw new InvalidInputError(faults);
  return new TypeOrmStore(databaseFrom(options), options);
};

export const databaseFrom = (options: StoreOptions): Database => new SqliteDatabase(options);

const types: readonly string[] = Object.keys(sqliteDrivers);

/** For hosts that read their options from a file or from the environment. */
const faultsOf = ({ type, database, busyTimeout = 0, tries = 1 }: StoreOptions): readonly Fault[] => {
  const faults: Fault[] = [];
  const fault = (path: string, message: string) => faults.push({ path, message });
  if (!types.includes(type)) fault('type', `must be one of ${types.join(', ')}`);
  if (typeof database !== 'string' || database === '') fault('database', 'must be the path of a file, or :memory:');
  if (!Number.isInteger(busyTimeout) || busyTimeout < 0 || busyTimeout > 600_000) {
    fault('busyTimeout', 'must be a whole number of milliseconds from 0 to 600000');
  }
  if (!Number.isInteger(tries) || tries < 1 || tries > 100) fault('tries', 'must be a whole number from 1 to 100');
  return faults;
};
