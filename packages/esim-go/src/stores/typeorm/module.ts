import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { bridgeIdentifiers } from '../../module.js';
import { TypeOrmBridgeStore, type BridgeStoreOptions } from './store.js';

/** Bind the options; the store itself is bound under `bridgeIdentifiers.store`. */
export const bridgeStoreIdentifiers = {
  options: Symbol.for('holdall.esim-go.BridgeStoreOptions') as ServiceIdentifier<BridgeStoreOptions>,
} as const;

/** The store in a database, for `bridgeModule` to make its bridge on. A singleton, with connections of its own. */
export const bridgeStoreModule = new ContainerModule(({ bind }) => {
  bind(bridgeIdentifiers.store)
    .toResolvedValue((options: BridgeStoreOptions) => new TypeOrmBridgeStore(options), [bridgeStoreIdentifiers.options])
    .inSingletonScope();
});
