import { StorageError } from '@holdall/core';
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import type { Dialect } from '../sql/dialect.js';
import { initial } from './0001-initial.js';

export const migrationsTable = 'holdall_migration';

/** In their order. One path for every engine: what differs is in the dialect. */
export const migrations = (dialect: Dialect) => [initial(dialect)];

/**
 * Brings the schema up to date. Must run under a lock that keeps other processes from doing the same: then each
 * migration runs once, whoever comes first, and it leaves all of its tables or none.
 * @throws StorageError for a database that a newer version has migrated: writing to it could damage it.
 */
export const migrate = async (dataSource: DataSource, runner: QueryRunner): Promise<void> => {
  if (await runner.hasTable(migrationsTable)) {
    const rows = (await runner.query(`SELECT name FROM ${migrationsTable} ORDER BY id`)) as { name: string }[];
    const known = new Set(dataSource.migrations.map(({ name }) => name));
    const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
    if (unknown.length > 0) {
      throw new StorageError(
        `The database was migrated by a newer version of @holdall/persistence (${unknown.join(', ')}). Nothing was changed: update the package, or open another database.`,
        { code: 'database_too_new', transient: false, details: { migrations: unknown } },
      );
    }
  }
  // `dataSource.runMigrations` would take another connection, which the lock keeps out. The transaction is the caller's.
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  await executor.executePendingMigrations();
};
