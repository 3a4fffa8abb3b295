import type { DataSource } from 'typeorm';
import { driverMissing, holdallDataSource } from '../typeorm/data-source.js';
import { sqliteDialect } from './dialect.js';
import { sqliteDrivers, type SqliteType } from './drivers/index.js';
import { storageErrorFrom } from './errors.js';
import type { SqliteDriverOptions } from './options.js';

/**
 * A DataSource on the file, connected.
 * @throws StorageError
 */
export const sqliteDataSource = async (
  type: SqliteType,
  database: string,
  dialect = sqliteDialect,
  driverOptions: SqliteDriverOptions = {},
): Promise<DataSource> => {
  const { packageName, connectionOptions } = sqliteDrivers[type];
  const dataSource = holdallDataSource({ ...driverOptions, ...connectionOptions(database) }, dialect, packageName);
  try {
    return await dataSource.initialize();
  } catch (error) {
    // better-sqlite3 is found at once, but its addon is loaded only now.
    throw isLoading(error) ? driverMissing(packageName, error) : storageErrorFrom(error, database);
  }
};

/** The addon was not built, or was built for another Node.js. */
const isLoading = (error: unknown): boolean => {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND' || /bindings file/.test(String(message));
};
