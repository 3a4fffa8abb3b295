import { StorageError } from '@holdall/core';
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { migrations, migrationsTable } from '../migrations/migrate.js';
import { entitySchemas } from '../schema/index.js';
import type { Dialect } from '../sql/dialect.js';
import { named } from '../sql/names.js';

/** TypeORM would print migrations to the console; an embedded engine prints nothing. */
const silent: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/**
 * A DataSource that knows Holdall's tables and migrations.
 * @throws StorageError `driver_missing`
 */
export const holdallDataSource = (
  connection: Pick<DataSourceOptions, 'type'>,
  dialect: Dialect,
  packageName: string,
): DataSource => {
  const options = {
    ...connection,
    entities: entitySchemas(dialect),
    migrations: migrations(dialect),
    migrationsTableName: named(migrationsTable, dialect),
    synchronize: false,
    logger: silent,
  } as DataSourceOptions;
  try {
    return new DataSource(options);
  } catch (cause) {
    throw driverMissing(packageName, cause);
  }
};

export const driverMissing = (packageName: string, cause: unknown): StorageError =>
  new StorageError(
    `The package ${packageName}, which opens the database, could not be loaded. Install it: npm install ${packageName}`,
    { code: 'driver_missing', transient: false, cause, details: { package: packageName } },
  );
