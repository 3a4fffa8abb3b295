import { StorageError } from '@holdall/core';
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import type { Dialect } from '../sql/dialect.js';
import { initial } from './0001-initial.js';

export const migrationsTable = 'holdall_migration';

/** In their order. One path for every engine: what differs is in the dialect. */
export const migrations = (dialect: Dialect) => [initial(dialect)];

export const migrationNames = (dialect: Dialect): readonly string[] =>
  migrations(dialect).map((Migration) => new Migration().name);

/**
 * Brings the schema up to date and answers which migrations that took. Must run under a lock that keeps other processes
 * from doing the same: then each migration runs once, whoever comes first, and it leaves all of its tables or none.
 * @throws StorageError for a database that a newer version has migrated, or that has other tables under our names.
 */
export const migrate = async (dataSource: DataSource, runner: QueryRunner): Promise<readonly string[]> => {
  const pending = await pendingMigrations(dataSource, runner);
  if (pending.length === dataSource.migrations.length) await refuseForeignTables(dataSource, runner);
  // `dataSource.runMigrations` would take another connection, which the lock keeps out. The transaction is the caller's.
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  await executor.executePendingMigrations();
  return pending;
};

/**
 * What an engine of this version would still have to do; changes nothing.
 * @throws StorageError for a database that a newer version has migrated: writing to it could damage it.
 */
export const pendingMigrations = async (dataSource: DataSource, runner: QueryRunner): Promise<readonly string[]> => {
  const known = dataSource.migrations.map(({ name }) => name!);
  const table = dataSource.options.migrationsTableName!;
  if (!(await runner.hasTable(table))) return known;
  const rows = (await runner.query(`SELECT name FROM ${table} ORDER BY id`)) as { name: string }[];
  const done = rows.map(({ name }) => name);
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new StorageError(
      `The database was migrated by a newer version of @holdall/persistence (${unknown.join(', ')}). Nothing was changed: update the package, or open another database.`,
      { code: 'database_too_new', transient: false, details: { migrations: unknown } },
    );
  }
  return known.filter((name) => !done.includes(name));
};

/**
 * For processes that may not change the schema.
 * @throws StorageError `migrations_pending`, whose `details.migrations` names them.
 */
export const refusePending = (pending: readonly string[], database: string): void => {
  if (pending.length === 0) return;
  throw new StorageError(
    `The schema of the database ${database} is not up to date (${pending.join(', ')}). Run holdall-migrate of @holdall/persistence on it, or open it with migrations: 'run'.`,
    { code: 'migrations_pending', transient: false, details: { database, migrations: pending } },
  );
};

/** A table of the host's that has one of our names would be taken for ours, or fail the migration half-way. */
const refuseForeignTables = async (dataSource: DataSource, runner: QueryRunner): Promise<void> => {
  for (const { tableName } of dataSource.entityMetadatas) {
    if (!(await runner.hasTable(tableName))) continue;
    throw new StorageError(
      `The database has a table ${tableName} that Holdall did not make. Nothing was changed: choose another tablePrefix, or another database.`,
      { code: 'database_not_usable', transient: false, details: { table: tableName } },
    );
  }
};
