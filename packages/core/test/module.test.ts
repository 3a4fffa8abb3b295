import 'reflect-metadata';
import { Container } from 'inversify';
import { describe, expect, it } from 'vitest';
import {
  allow,
  builtinBehaviors,
  coreModule,
  deny,
  identifiers,
  memoryStoreModule,
  type Behavior,
} from '@holdall/core';

/** Nobody may use anything on the first of April. */
const notOnAprilFirst: Behavior = {
  typeHint: 'not_on_april_first',
  description: 'Rests once a year.',
  fields: [],
  validate: () => ({ type_hint: 'not_on_april_first' }),
  atUse: (_settings, { now }) => (new Date(now).toISOString().slice(5, 10) === '04-01' ? deny('april_first') : allow()),
};

const loaded = (): Container => {
  const container = new Container();
  container.load(coreModule, memoryStoreModule);
  return container;
};

describe('the container module', () => {
  it('makes one engine, opened, from what is bound', async () => {
    const container = loaded();
    const engine = await container.getAsync(identifiers.engine);
    expect(await container.getAsync(identifiers.engine)).toBe(engine);
    expect(engine.behaviors().map(({ typeHint }) => typeHint)).toEqual(
      builtinBehaviors.map(({ typeHint }) => typeHint),
    );
    expect(await engine.items()).toMatchObject({ total: 0 });
    await engine.close();
  });

  it('resolves every identifier that is not left to the host', async () => {
    const container = loaded();
    expect(container.get(identifiers.clock).now()).toBeGreaterThan(Date.UTC(2020, 0, 1));
    expect(container.getAll(identifiers.behavior)).toHaveLength(10);
    expect(container.get(identifiers.store)).toBe(container.get(identifiers.store));
    expect(container.isBound(identifiers.directory)).toBe(false);
    expect(container.isBound(identifiers.options)).toBe(false);
  });

  it('takes a behavior, a clock, a directory and options of the host', async () => {
    const container = loaded();
    container.bind(identifiers.behavior).toConstantValue(notOnAprilFirst);
    container.rebind(identifiers.clock).toConstantValue({ now: () => Date.UTC(2026, 3, 1) });
    container.bind(identifiers.directory).toConstantValue({
      userNamed: async (username) => (username === 'Ada' ? 'u1' : null),
      membersOf: async () => ['u1', 'u2'],
    });
    container.bind(identifiers.options).toConstantValue({ mostWaiting: 1 });
    const engine = await container.getAsync(identifiers.engine);
    const { id } = await engine.createItem({
      item: { name: 'Horn', behaviors: [{ type_hint: 'not_on_april_first' }] },
    });
    await engine.grant({ user: 'u1', item: id });
    expect(await engine.check({ user: 'u1', item: id })).toMatchObject({ allowed: false, reason: 'april_first' });
    expect(await engine.entries({ username: 'Ada', group: 'players' })).toMatchObject({ total: 1 });
    const many = await Promise.allSettled([1, 2, 3].map(() => engine.use({ user: 'u1', item: id })));
    expect(many.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code)).toContain(
      'overloaded',
    );
    await engine.close();
  });
});

it('makes one worker for the engine, with the timers and options of the host', async () => {
  const container = loaded();
  const calls: (() => void)[] = [];
  let now = 1_000;
  container.rebind(identifiers.clock).toConstantValue({ now: () => (now += 1) });
  container.rebind(identifiers.timers).toConstantValue({
    after: (_milliseconds, call) => {
      calls.push(call);
      return () => undefined;
    },
    pause: async () => undefined,
    random: () => 0,
  });
  container.bind(identifiers.workerOptions).toConstantValue({ fulfil: false, chunkTime: 1 });
  const worker = await container.getAsync(identifiers.worker);
  expect(await container.getAsync(identifiers.worker)).toBe(worker);
  worker.start();
  calls[0]!();
  await worker.idle();
  expect(worker.status).toMatchObject({ state: 'started', lastRun: { expired: 0, complete: true } });
  await worker.stop();
  await (await container.getAsync(identifiers.engine)).close();
});
