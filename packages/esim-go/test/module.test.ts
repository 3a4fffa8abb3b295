import 'reflect-metadata';
import { coreModule, identifiers, memoryStoreModule } from '@holdall/core';
import {
  Bridge,
  bridgeIdentifiers,
  bridgeModule,
  Configuration,
  MemoryBridgeStore,
  memoryBridgeStoreModule,
} from '@holdall/esim-go';
import { bridgeStoreIdentifiers, bridgeStoreModule, TypeOrmBridgeStore } from '@holdall/esim-go/typeorm';
import { Container } from 'inversify';
import { expect, it, vi, onTestFinished } from 'vitest';
import { temporaryFile } from './stores/places.js';
import { bridgeOn } from './stores/quick-start.js';

const containerWith = (...stores: (typeof bridgeStoreModule)[]): Container => {
  const container = new Container();
  container.load(coreModule, memoryStoreModule, bridgeModule, ...stores);
  container.bind(bridgeIdentifiers.options).toConstantValue({ configuration: new Configuration({ apiKey: 'k' }) });
  return container;
};

it('binds one bridge, beside the engine of the container', async () => {
  const container = containerWith(memoryBridgeStoreModule);
  const bridge = await container.getAsync(bridgeIdentifiers.bridge);
  expect(bridge).toBeInstanceOf(Bridge);
  expect(await container.getAsync(bridgeIdentifiers.bridge)).toBe(bridge);
  expect(container.get(bridgeIdentifiers.store)).toBeInstanceOf(MemoryBridgeStore);
  expect(container.get(bridgeIdentifiers.store)).toBe(container.get(bridgeIdentifiers.store));
  // It is the container's engine that is asked.
  const engine = await container.getAsync(identifiers.engine);
  await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
  await expect(bridge.sell({ user: 'anna', item: 'key', key: '1' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(bridge.sell({ user: 'anna', item: 'lock', key: '1' })).rejects.toMatchObject({ code: 'not_found' });
  await bridge.close();
  await engine.close();
});

it('binds one store in a database, opened with the bridge', async () => {
  const container = containerWith(bridgeStoreModule);
  container.bind(bridgeStoreIdentifiers.options).toConstantValue({ type: 'better-sqlite3', database: ':memory:' });
  const store = container.get(bridgeIdentifiers.store);
  expect(store).toBeInstanceOf(TypeOrmBridgeStore);
  expect(container.get(bridgeIdentifiers.store)).toBe(store);
  await expect(store.sales({ limit: 1 })).rejects.toMatchObject({ code: 'storage_closed' });
  const bridge = await container.getAsync(bridgeIdentifiers.bridge);
  expect(await bridge.sales({ limit: 1 })).toEqual([]);
  await bridge.close();
  await expect(store.sales({ limit: 1 })).rejects.toMatchObject({ code: 'storage_closed' });
});

it('keeps what the bridge knows in a file, as the README says', async () => {
  vi.stubEnv('ESIM_GO_API_KEY', 'k');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { bridge, close } = await bridgeOn(temporaryFile());
  expect(await bridge.sales({ limit: 1 })).toEqual([]);
  await close();
});
