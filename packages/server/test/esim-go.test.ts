import { createHmac } from 'node:crypto';
import { createBridge, Configuration, MemoryBridgeStore, RateLimiter, type Bridge } from '@holdall/esim-go';
import { startSandbox, type RunningSandbox } from '@holdall/esim-go-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { esimGoRoutes } from '../src/routes/esim-go/index.js';
import { startServer, type Received, type TestServer } from './harness/server.js';
import { ask, served, secret, temporaryFolder } from './program/program.js';

const france = 'esim_1GB_7D_FR_V2';
const start = '2026-01-31T10:00:00.000Z';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 7 });
});
afterAll(() => sandbox.close());

const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(sandbox.controlUrl + path, { method, ...init });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
beforeEach(() => control('POST', '/reset', { now: start, settings: { rateLimit: { enabled: false } } }));

/** A server with a bridge to the sandbox, and the sandbox's catalogue. */
const withBridge = async (): Promise<TestServer & { readonly bridge: Bridge }> => {
  let bridge: Bridge;
  const server = await startServer({
    engine: { start },
    plugin: async (clock, engine) => {
      const configuration = new Configuration({
        basePath: sandbox.url,
        apiKey: sandbox.apiKey,
        limiter: new RateLimiter({ requests: 1000 }),
      });
      bridge = await createBridge({
        engine,
        store: new MemoryBridgeStore(),
        configuration,
        clock,
        timers: clock,
        source: 'inventory',
      });
      return { esimGo: { bridge, callbacks: { keys: () => [sandbox.apiKey] } } };
    },
  });
  await bridge!.syncCatalogue();
  return { ...server, bridge: bridge! };
};

const itemIn = async ({ engine }: TestServer): Promise<number> => (await engine.item(france)).id;

const sell = async (server: TestServer, key: string | null = 'cart-1'): Promise<Received> =>
  server.send('POST /users/7/esim-bundles', {
    headers: key === null ? {} : { 'idempotency-key': key },
    body: { item_id: await itemIn(server) },
  });

const reasons = ({ json }: Received): unknown => (json as { result: unknown }).result;

describe('a bundle over HTTP', () => {
  it('is sold once per key, read, quoted and given back', async () => {
    const server = await withBridge();
    await control('POST', '/lots', { bundle: france, quantity: 2 });
    const sold = await sell(server);
    expect(sold).toMatchObject({
      status: 201,
      json: { bundle: france, stage: 'held', user: { id: 7 }, state: 'queued', initial: 1_000_000_000, used: 0 },
    });
    const sale = sold.json as { user_inventory: number; iccid: string; install: { activation_code: string } };
    expect(sale.install.activation_code).toMatch(/^LPA:1\$/);
    expect((await sell(server)).json).toEqual(sold.json);

    const entry = `/users/7/inventory/${sale.user_inventory}` as const;
    expect(await server.send(`GET ${entry}/esim`)).toMatchObject({ status: 200, json: sold.json });
    // The eSIM is not installed, and has no other bundle.
    expect((await server.send(`GET ${entry}/esim/refund`)).json).toMatchObject({
      refundable: false,
      reason: 'last_bundle_not_installed',
    });
    const refused = await server.send(`POST ${entry}/esim/refund`, { body: {} });
    expect([refused.status, reasons(refused)]).toEqual([
      400,
      [expect.objectContaining({ details: expect.objectContaining({ code: 'esim_go_not_refundable' }) as object })],
    ]);
    expect((await server.send(`GET ${entry}/esim/refund?accept_return=true`)).json).toMatchObject({
      refundable: true,
      to: 'inventory',
    });
    expect(await server.send(`POST ${entry}/esim/refund`, { body: { accept_return: true } })).toMatchObject({
      status: 200,
      json: { stage: 'refunded', refund: { to: 'inventory', returned: 'inventory' } },
    });
    const { lots } = await control<{ lots: Record<string, { remaining: number }> }>('GET', '/state');
    expect(Object.values(lots).map(({ remaining }) => remaining)).toEqual([2]);
  });

  it('is not sold without a key, without stock, or to be found under another user', async () => {
    const server = await withBridge();
    const keyless = await sell(server, null);
    expect([keyless.status, reasons(keyless)]).toEqual([
      400,
      [
        {
          field: 'idempotency-key',
          message: 'idempotency-key is required for a sale',
          details: { code: 'invalid_input' },
        },
      ],
    ]);
    const soldOut = await sell(server);
    expect(soldOut).toMatchObject({ status: 400, json: { code: 1700 } });
    expect(reasons(soldOut)).toMatchObject([{ details: { reason: 'esim_go_no_stock' } }]);
    expect((await server.send('GET /users/8/inventory/1/esim')).status).toBe(404);
    expect((await server.send('GET /users/8/inventory/1/esim/refund')).status).toBe(404);
  });

  it('that waits for nobody has no case; what is open is carried on, and what differs is told', async () => {
    const server = await withBridge();
    await control('POST', '/lots', { bundle: france, quantity: 2 });
    // Carried out, and never answered.
    await control('POST', '/faults', { operation: 'esimsApplyPost', effect: 'done', outcome: { kind: 'drop' } });
    expect(await sell(server)).toMatchObject({ status: 201, json: { stage: 'placing' } });
    expect(await server.send('POST /esim-go/reconcile')).toMatchObject({
      status: 200,
      json: { looked: 1, finished: 1, failed: [] },
    });
    expect(await sell(server)).toMatchObject({ json: { stage: 'held' } });
    expect(await server.send('GET /esim-go/cases')).toMatchObject({ status: 200, json: { cases: [] } });
    const nobody = await server.send('POST /esim-go/cases/none/resolution', { body: { as: 'refused' } });
    expect(nobody).toMatchObject({ status: 404, json: { code: 1704 } });
    expect(await server.send('GET /esim-go/differences')).toMatchObject({
      status: 200,
      json: { esims: 1, differences: [] },
    });
  });

  it('tells by signed callbacks what is used of it, and is not to be reached by others', async () => {
    const server = await withBridge();
    await control('POST', '/lots', { bundle: france, quantity: 1 });
    const sale = (await sell(server)).json as { user_inventory: number; iccid: string };
    const callbacks = `http://127.0.0.1:${server.port}/api/esim-go/callbacks`;
    const forged = createHmac('sha256', 'another key').update('{}').digest('base64');
    const unsigned = await fetch(callbacks, { method: 'POST', body: '{}' });
    const wrong = await fetch(callbacks, { method: 'POST', body: '{}', headers: { 'x-signature-sha256': forged } });
    expect([unsigned.status, wrong.status]).toEqual([401, 401]);

    await control('PATCH', '/settings', { callbacks: { url: callbacks, version: 'V3' } });
    await control('PATCH', `/esims/${sale.iccid}`, { profileStatus: 'Installed' });
    await control('POST', `/esims/${sale.iccid}/traffic`, { bytes: 600_000_000, country: 'FR' });
    await server.bridge.idle();
    expect((await server.send(`GET /users/7/inventory/${sale.user_inventory}/esim`)).json).toMatchObject({
      state: 'active',
      used: 600_000_000,
    });
    expect(await server.engine.entry({ user: '7', entry: sale.user_inventory })).toMatchObject({
      remaining: 400_000_000,
    });
  });
});

describe('who may', () => {
  const rows = [
    ['sellEsimBundle', 'POST /users/7/esim-bundles', { item_id: 1 }],
    ['getEsimSale', 'GET /users/7/inventory/1/esim'],
    ['quoteEsimRefund', 'GET /users/7/inventory/1/esim/refund'],
    ['refundEsimBundle', 'POST /users/7/inventory/1/esim/refund', { accept_return: true }],
    ['getEsimCases', 'GET /esim-go/cases'],
    ['resolveEsimCase', 'POST /esim-go/cases/none/resolution', { as: 'refused' }],
    ['reconcileEsims', 'POST /esim-go/reconcile'],
    ['getEsimDifferences', 'GET /esim-go/differences'],
  ] as const;

  it('is a row for each route', async () => {
    const { bridge } = await withBridge();
    expect(rows.map(([id]) => id)).toEqual(esimGoRoutes(bridge).map(({ id }) => id));
  });

  it('do it: administrators, not the owner, and nobody without a token', async () => {
    const server = await withBridge();
    await control('POST', '/lots', { bundle: france, quantity: 1 });
    const { requests: before } = await control<{ requests: unknown[] }>('GET', '/requests');
    for (const [id, request, body] of rows) {
      const sent = body === undefined ? {} : { body };
      expect([id, (await server.send(request, { ...sent, as: null })).status]).toEqual([id, 401]);
      for (const as of ['ann', 'bob', 'guest', 'herald'] as const) {
        expect([id, as, (await server.send(request, { ...sent, as })).status]).toEqual([id, as, 403]);
      }
    }
    // Nothing was asked of the vendor for any of them.
    expect((await control<{ requests: unknown[] }>('GET', '/requests')).requests).toHaveLength(before.length);
    expect((await sell(server)).status).toBe(201);
    for (const [id, request, body] of rows.slice(1)) {
      const { status } = await server.send(request, { as: 'keeper', ...(body !== undefined && { body }) });
      expect([id, status]).toEqual([id, id === 'resolveEsimCase' ? 404 : 200]);
    }
  });
});

describe('without a bridge', () => {
  it('there is nothing of it', async () => {
    const { send, document } = await startServer();
    expect((await send('GET /esim-go/cases')).status).toBe(404);
    expect((await send('POST /esim-go/callbacks', { body: {} })).status).toBe(404);
    expect(JSON.stringify(document)).not.toMatch(/esim/i);
  });
});

describe('holdall serve', () => {
  it('sells with a key, keeps what it sold, and tells nobody the key', async () => {
    await control('POST', '/lots', { bundle: france, quantity: 1 });
    const database = `${temporaryFolder()}/shop.sqlite`;
    const environment = {
      HOLDALL_DATABASE: database,
      HOLDALL_ESIM_GO_API_KEY: sandbox.apiKey,
      HOLDALL_ESIM_GO_BASE_PATH: sandbox.url,
      HOLDALL_ESIM_GO_CALLBACK_PATH: '/hooks/esim',
      HOLDALL_ESIM_GO_POLL: 'false',
    };
    const first = await served(['--demo'], environment);
    const { url, token } = first.ready;
    const item = {
      name: 'France',
      additional_properties: { bundle: { type: 'text', value: france } },
      behaviors: [{ type_hint: 'fulfillable', type_name: 'esim-go' }],
    };
    const created = await ask(`${url}/entitlements`, token, { method: 'POST', body: JSON.stringify(item) });
    const { id: item_id } = JSON.parse(created.text) as { id: number };
    const order = {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'cart-1' },
      body: JSON.stringify({ item_id }),
    };
    const sale = (await (await fetch(`${url}/users/7/esim-bundles`, order)).json()) as { user_inventory: number };
    expect(sale).toMatchObject({ stage: 'held', bundle: france });
    expect((await fetch(`${url}/hooks/esim`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(JSON.stringify(first.log())).not.toContain(sandbox.apiKey);
    first.process.emit('SIGTERM', 'SIGTERM');
    expect(await first.ended).toBe(0);

    const second = await served(['--demo'], environment);
    const read = await ask(`${second.ready.url}/users/7/inventory/${sale.user_inventory}/esim`, second.ready.token);
    expect(JSON.parse(read.text)).toMatchObject({ stage: 'held', bundle: france });
  });

  it('has none of it without a key', async () => {
    const { ready } = await served([], { HOLDALL_JWT_SECRET: secret, HOLDALL_DATABASE: ':memory:' });
    expect((await ask(`${ready.url}/esim-go/cases`, undefined)).status).toBe(404);
  });
});
