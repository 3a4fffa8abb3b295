export { createStore, type StoreOptions } from './create-store.js';
export type { HostOptions } from './host/options.js';
export { migrate, pendingMigrations, type MigrateOptions } from './migrations/command.js';
export type { PostgresOptions } from './postgres/data-source.js';
export type { RetryOptions } from './retry.js';
export type { TableOptions } from './schema/table-options.js';
export type { SqliteDriverOptions, SqliteOptions } from './sqlite/options.js';
export { TypeOrmStore } from './store.js';
export { persistenceIdentifiers, persistenceModule } from './module.js';
// What the programs of this package do, for programs that have the same commands.
export { run as runMigrate, type Print } from './cli/migrate.js';
export { runExport, runImport, type Pipes } from './cli/transfer.js';
