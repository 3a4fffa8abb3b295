import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { stop } from '../src/index.js';
import { GatedStore } from './harness/gated-store.js';
import { KeptConnection } from './harness/kept-connection.js';
import { startServer } from './harness/server.js';

/** A server that has taken an order, which its store does not carry out until it is let through. */
const startWithAnOrder = async () => {
  const store = new GatedStore();
  const server = await startServer({ engine: { store } });
  await server.engine.createItem({ item: { name: 'Potion' } });
  await server.engine.grant({ user: '7', item: 1 });
  store.shut();
  const connection = await KeptConnection.open(server.port);
  connection.send('POST', '/users/7/entitlements/1/use');
  await store.arrived();
  const uses = async () => (await server.engine.log({ user: '7', types: ['used'] })).total;
  return { ...server, store, connection, uses };
};

const refused = async (port: number): Promise<string | undefined> => {
  const socket = connect(port, '127.0.0.1');
  return once(socket, 'connect').then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code,
  );
};

describe('stopping', () => {
  it('takes no more connections, finishes what was accepted, and says meanwhile that it is not ready', async () => {
    const { app, store, connection, port, uses } = await startWithAnOrder();
    let stopped = false;
    const stopping = stop(app).then(() => (stopped = true));
    while ((await refused(port)) === undefined) await new Promise(setImmediate);
    // On the connection that there is: what comes is answered, after what came before it.
    connection.send('GET', '/health/ready');
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect([stopped, await uses()]).toEqual([false, 0]);
    store.letThrough();
    expect(await connection.next()).toMatchObject({ status: 200 });
    expect(await connection.next()).toMatchObject({ status: 503, body: '{"status":"stopping"}' });
    await stopping;
    expect(await uses()).toBe(1);
    expect(await connection.next()).toBeNull();
  });

  it('cuts off who is still connected after so long, and still writes what was accepted', async () => {
    const { app, store, connection, uses } = await startWithAnOrder();
    let stopped = false;
    const stopping = stop(app, { within: 10 }).then(() => (stopped = true));
    expect(await connection.next()).toBeNull();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect([stopped, await uses()]).toEqual([false, 0]);
    store.letThrough();
    await stopping;
    expect(await uses()).toBe(1);
  });

  it('lets go of the engine: another server can be put on it', async () => {
    const { app, engine } = await startServer();
    await stop(app);
    expect((await engine.items()).total).toBe(0);
  });
});
