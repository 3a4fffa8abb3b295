import 'reflect-metadata';
import { coreModule, identifiers } from '@holdall/core';
import { testingIdentifiers, testingModule } from '@holdall/testing';
import { Container } from 'inversify';
import { expect, it } from 'vitest';

it('gives a container an engine in memory with a clock that the test moves', async () => {
  const container = new Container();
  container.load(coreModule, testingModule);
  const engine = await container.getAsync(identifiers.engine);
  const clock = container.get(testingIdentifiers.clock);
  const expirable = { type_hint: 'expirable', time_length: 1, unit_of_time: 'day' };
  await engine.createItem({ item: { name: 'Pass', unique_key: 'pass', behaviors: [expirable] } });
  await engine.grant({ user: 'ada', item: 'pass' });
  expect(await clock.toNextChange()).toEqual(new Date('2026-01-02T00:00:00Z'));
  expect(await engine.check({ user: 'ada', item: 'pass' })).toMatchObject({ allowed: false, reason: 'expired' });
});
