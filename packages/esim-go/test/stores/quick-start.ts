import 'reflect-metadata';
import { coreModule, identifiers, memoryStoreModule } from '@holdall/core';
import { bridgeIdentifiers, bridgeModule, type Bridge } from '@holdall/esim-go';
import { bridgeStoreIdentifiers, bridgeStoreModule } from '@holdall/esim-go/typeorm';
import { Container } from 'inversify';

/** The engine and the bridge of one process, each with a store of its own. */
export const bridgeOn = async (database: string): Promise<{ bridge: Bridge; close: () => Promise<void> }> => {
  const container = new Container();
  // For an engine that lasts longer than this process: `persistenceModule` of `@holdall/persistence`.
  container.load(coreModule, memoryStoreModule, bridgeModule, bridgeStoreModule);
  container.bind(bridgeStoreIdentifiers.options).toConstantValue({ type: 'better-sqlite3', database });
  const bridge = await container.getAsync(bridgeIdentifiers.bridge);
  const engine = await container.getAsync(identifiers.engine);
  const close = async (): Promise<void> => {
    await bridge.close();
    await engine.close();
  };
  return { bridge, close };
};
