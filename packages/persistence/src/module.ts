import { identifiers } from '@holdall/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { createStore, type StoreOptions } from './create-store.js';

/** Bind the options; the store itself is bound under `identifiers.store` of `@holdall/core`. */
export const persistenceIdentifiers = {
  options: Symbol.for('holdall.StoreOptions') as ServiceIdentifier<StoreOptions>,
} as const;

/** The store on a database, for `coreModule` to make its engine on. A singleton: two stores would be two queues. */
export const persistenceModule = new ContainerModule(({ bind }) => {
  bind(identifiers.store)
    .toResolvedValue((options: StoreOptions) => createStore(options), [persistenceIdentifiers.options])
    .inSingletonScope();
});
