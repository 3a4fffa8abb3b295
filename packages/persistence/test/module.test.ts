import 'reflect-metadata';
import { coreModule, identifiers } from '@holdall/core';
import { persistenceIdentifiers, persistenceModule } from '@holdall/persistence';
import { Container } from 'inversify';
import { expect, it } from 'vitest';

it('binds one store, on which the container makes its engine', async () => {
  const container = new Container();
  container.load(coreModule, persistenceModule);
  container.bind(persistenceIdentifiers.options).toConstantValue({ type: 'sqlite', database: ':memory:' });
  expect(container.get(identifiers.store)).toBe(container.get(identifiers.store));
  const engine = await container.getAsync(identifiers.engine);
  await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
  await engine.grant({ user: 'ada', item: 'key' });
  expect(await engine.check({ user: 'ada', item: 'key' })).toEqual({ allowed: true });
  await engine.close();
});
