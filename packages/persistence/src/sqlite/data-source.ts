import { StorageError } from '@holdall/core';
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { migrations, migrationsTable } from '../migrations/migrate.js';
import { entitySchemas } from '../schema/index.js';
import { sqliteDialect } from './dialect.js';

/** TypeORM would print migrations to the console; an embedded engine prints nothing. */
const silent: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/** @throws StorageError `driver_missing` */
export const sqliteDataSource = (database: string): DataSource => {
  const options: DataSourceOptions = {
    type: 'sqlite',
    database,
    entities: entitySchemas(sqliteDialect),
    migrations: migrations(sqliteDialect),
    migrationsTableName: migrationsTable,
    synchronize: false,
    logger: silent,
  };
  try {
    return new DataSource(options);
  } catch (cause) {
    throw new StorageError(
      'The package sqlite3, which opens SQLite files, could not be loaded. Install it: npm install sqlite3',
      { code: 'driver_missing', transient: false, cause, details: { package: 'sqlite3' } },
    );
  }
};
