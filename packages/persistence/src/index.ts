export { createStore, type StoreOptions } from './create-store.js';
export type { PostgresOptions } from './postgres/data-source.js';
export type { RetryOptions } from './retry.js';
export type { SqliteOptions } from './sqlite/database.js';
export { TypeOrmStore } from './store.js';
export { persistenceIdentifiers, persistenceModule } from './module.js';
