import { StorageError } from '@holdall/core';
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { initial, type Target } from './0001-initial.js';

export const migrationsTable = 'holdall_esim_migration';

/** In their order. */
export const migrations = (target: Target) => [initial(target)];

/**
 * Brings the tables up to date. In a transaction of the caller's, under a lock that keeps other processes from the same.
 * @throws StorageError for a database that a newer version has migrated: writing to it could damage it.
 */
export const migrate = async (dataSource: DataSource, runner: QueryRunner): Promise<void> => {
  // `dataSource.runMigrations` would take another connection, which the lock keeps out.
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  const done = await executor.getExecutedMigrations();
  const newer = done.map(({ name }) => name).filter((name) => !dataSource.migrations.some((it) => it.name === name));
  if (newer.length > 0) {
    throw new StorageError(
      `The database was migrated by a newer version of @holdall/esim-go (${newer.join(', ')}). Nothing was changed: update the package, or open another database.`,
      { code: 'database_too_new', transient: false, details: { migrations: newer } },
    );
  }
  await executor.executePendingMigrations();
};
