import { createTestEngine } from '@holdall/testing';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Pace } from '../src/operations/pace.js';
import { GatedStore } from './harness/gated-store.js';
import { KeptConnection } from './harness/kept-connection.js';
import { startServer } from './harness/server.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const heapInUse = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

const mostWaiting = 40;
const use = '/users/7/entitlements/1/use';

/** A server whose store stands still, with a batch of one at the gate. */
const startStuck = async () => {
  const store = new GatedStore();
  const server = await startServer({ engine: { store, mostWaiting, mostTogether: 16 } });
  await server.engine.createItem({ item: { name: 'Potion' } });
  await server.engine.grant({ user: '7', item: 1 });
  store.shut();
  const first = await KeptConnection.open(server.port);
  first.send('POST', use);
  await store.arrived();
  return { ...server, store, first };
};

describe('when the store stands still', () => {
  it('so many wait, all others are sent away with 503 and a time, and memory stays flat', async () => {
    const { engine, store, first, port } = await startStuck();
    const waiting = await Promise.all(Array.from({ length: mostWaiting }, () => KeptConnection.open(port)));
    for (const connection of waiting) connection.send('POST', use);
    const refused = await Promise.all(Array.from({ length: 40 }, () => KeptConnection.open(port)));
    while (engine.waiting < mostWaiting) await new Promise(setImmediate);

    const sendAway = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        for (const connection of refused) connection.send('POST', use);
        const answers = await Promise.all(refused.map((connection) => connection.next()));
        expect(new Set(answers.map((answer) => answer!.status))).toEqual(new Set([503]));
        expect(answers[0]!.head).toMatch(/^retry-after: [1-9]\d*$/im);
        expect(JSON.parse(answers[0]!.body)).toMatchObject({ code: 1500 });
        expect(engine.waiting).toBe(mostWaiting);
      }
    };
    await sendAway(20);
    const before = heapInUse();
    await sendAway(100);
    // 4,000 requests that were kept would be several times as much.
    expect(heapInUse() - before).toBeLessThan(4_000_000);

    store.letThrough();
    const answers = await Promise.all([first, ...waiting].map((connection) => connection.next()));
    expect(answers.map((answer) => answer!.status)).toEqual(Array.from({ length: 1 + mostWaiting }, () => 200));
    expect((await engine.log({ user: '7', types: ['used'] })).total).toBe(1 + mostWaiting);
    refused[0]!.send('POST', use);
    expect(await refused[0]!.next()).toMatchObject({ status: 200 });
    for (const connection of [first, ...waiting, ...refused]) connection.close();
  });

  it('so many requests of any kind are under way, and those who look after the server are answered still', async () => {
    const store = new GatedStore();
    const { port, engine } = await startServer({ engine: { store }, plugin: { mostUnderWay: 3 } });
    store.shutReads();
    const under = await Promise.all(Array.from({ length: 3 }, () => KeptConnection.open(port)));
    const late = await KeptConnection.open(port);
    for (const connection of under) connection.send('GET', '/entitlements');
    while (store.asked < 3) await new Promise(setImmediate);
    late.send('GET', '/entitlements');
    expect(await late.next()).toMatchObject({ status: 503, head: expect.stringMatching(/^retry-after: 1$/im) });
    late.send('GET', '/health/live');
    expect(await late.next()).toMatchObject({ status: 200 });
    // Whoever goes makes room.
    under[0]!.close();
    store.letReadsThrough();
    await engine.idle();
    expect(await Promise.all(under.slice(1).map((connection) => connection.next()))).toMatchObject([
      { status: 200 },
      { status: 200 },
    ]);
    for (let time = 0; time < 5; time += 1) {
      late.send('GET', '/entitlements');
      expect(await late.next()).toMatchObject({ status: 200 });
    }
    for (const connection of [...under, late]) connection.close();
  });
});

describe('what arrives together', () => {
  it('is one batch, also on a store that blocks while it commits', async () => {
    const { engine, port } = await startServer();
    await engine.createItem({ item: { name: 'Potion' } });
    await engine.grant({ user: '7', item: 1 });
    const connections = await Promise.all(Array.from({ length: 8 }, () => KeptConnection.open(port)));
    const batches: string[] = [];
    engine.observe(({ of, size }) => {
      batches.push(`${size} ${of}`);
      return () => undefined;
    });
    const all = async (method: 'GET' | 'POST', path: string) => {
      for (const connection of connections) connection.send(method, path);
      const answers = await Promise.all(connections.map((connection) => connection.next()));
      expect(answers.map((answer) => answer!.status)).toEqual(Array.from({ length: 8 }, () => 200));
    };
    // Connections are accepted one by one: from then on they are alike.
    await all('GET', '/health/live');
    await all('POST', use);
    await all('GET', '/users/7/entitlements/1/check');
    expect(batches).toEqual(['8 commands', '8 questions']);
    for (const connection of connections) connection.close();
  });
});

describe('the time that is told', () => {
  it('is what the queue will take at the pace of the latest batches', async () => {
    const store = new GatedStore();
    const { engine } = await createTestEngine({ store, mostTogether: 10 });
    await engine.createItem({ item: { name: 'Potion' } });
    let now = 0;
    const pace = new Pace(engine, () => now);
    const granted: Promise<unknown>[] = [];
    const grant = (count: number) => {
      for (let one = 0; one < count; one += 1) granted.push(engine.grant({ user: String(one), item: 1 }));
    };
    expect(pace.retryAfter).toBe(1);
    store.shut();
    grant(10);
    await store.arrived();
    now = 1_000;
    store.letThrough();
    await Promise.all(granted);
    await engine.idle();
    // Ten a second.
    store.shut();
    grant(55);
    await store.arrived();
    expect([engine.waiting, pace.retryAfter]).toEqual([45, 5]);
    grant(2_000);
    expect(pace.retryAfter).toBe(30);
    pace.leave();
    store.letThrough();
    await Promise.all(granted);
    expect(pace.retryAfter).toBe(1);
  });
});
