export { bridgeStoreIdentifiers, bridgeStoreModule } from './module.js';
export type { HostPlace, Place, PostgresPlace, SqlitePlace } from './place.js';
export { TypeOrmBridgeStore, type BridgeStoreOptions } from './store.js';
