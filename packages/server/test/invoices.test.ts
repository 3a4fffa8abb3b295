import { describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './harness/server.js';

const start = Date.UTC(2026, 0, 1) / 1000;

/** A SKU of two swords and a badge that nobody may have twice, for 9.99, and one in yen. */
const startWithShop = async (): Promise<TestServer> => {
  const server = await startServer();
  const { engine } = server;
  const group = { name: 'badges', owned_limit: 1, active_only: false };
  await engine.createItem({ item: { name: 'Sword' } });
  await engine.createItem({ item: { name: 'Badge', behaviors: [{ type_hint: 'limited_gettable', group }] } });
  const items = [{ item_id: 1, quantity: 2 }, { item_id: 2 }];
  await engine.createSku({ sku: { sku: 'SET', currency_code: 'EUR', price: 999, items } });
  await engine.createSku({ sku: { sku: 'YEN', currency_code: 'JPY', price: 500, items: [{ item_id: 1 }] } });
  await engine.createSku({ sku: { sku: 'DINAR', currency_code: 'KWD', price: 1005, items: [{ item_id: 1 }] } });
  return server;
};

const buy = { sku: 'SET', note: 'a gift', skip_invoice: false };
const statuses = async ({ engine }: TestServer, user = '7') =>
  (await engine.entries({ user, inactive: true })).content.map(({ status }) => status);

describe('POST /users/{id}/inventory', () => {
  it('makes an invoice, and entries that wait for it', async () => {
    const server = await startWithShop();
    const added = await server.send('POST /users/7/inventory', { body: buy });
    const line = { invoice_id: 1, type_hint: 'entitlement', sku: 'SET', current_fulfillment_status: 'unfulfilled' };
    expect([added.status, added.json]).toEqual([
      201,
      {
        id: 1,
        user: { id: 7 },
        currency: 'EUR',
        subtotal: 9.99,
        discount: 0,
        grand_total: 9.99,
        order_notes: 'a gift',
        current_payment_status: 'new',
        current_fulfillment_status: 'unfulfilled',
        items: [
          { id: 1, item_id: 1, item_name: 'Sword', qty: 2, ...line },
          { id: 2, item_id: 2, item_name: 'Badge', qty: 1, ...line },
        ],
        created_date: start,
        updated_date: start,
      },
    ]);
    expect(await statuses(server)).toEqual(['pending', 'pending', 'pending']);
  });

  it('makes active entries and no invoice, where that is skipped', async () => {
    const server = await startWithShop();
    const added = await server.send('POST /users/7/inventory/', { body: { ...buy, skip_invoice: true } });
    expect([added.status, added.json]).toEqual([201, {}]);
    expect(await statuses(server)).toEqual(['active', 'active', 'active']);
  });

  it('says why not, and gives nothing of it; unless the behavior is to be skipped', async () => {
    const server = await startWithShop();
    await server.engine.grant({ user: '7', item: 2 });
    const denied = await server.send('POST /users/7/inventory', { body: buy });
    expect([denied.status, denied.json]).toEqual([
      400,
      expect.objectContaining({
        result: [expect.objectContaining({ details: expect.objectContaining({ reason: 'limit_reached' }) })],
      }),
    ]);
    expect((await statuses(server)).length).toBe(1);
    const overrides = ['limited_gettable'];
    expect((await server.send('POST /users/7/inventory', { body: { ...buy, overrides } })).status).toBe(201);
    expect((await statuses(server)).length).toBe(4);
  });

  it.each([
    ['an unknown SKU', { ...buy, sku: 'NONE' }, 404, null],
    ['no SKU', { note: '', skip_invoice: true }, 400, 'sku'],
    ['no note', { sku: 'SET', skip_invoice: true }, 400, 'note'],
    ['nothing about the invoice', { sku: 'SET', note: '' }, 400, 'skip_invoice'],
    ['a word for yes', { ...buy, skip_invoice: 'True' }, 400, 'skip_invoice'],
    ['an override that is none', { ...buy, overrides: ['everything'] }, 400, 'overrides[0]'],
  ])('refuses %s', async (_name, body, status, field) => {
    const server = await startWithShop();
    const refused = await server.send('POST /users/7/inventory', { body });
    expect([refused.status, refused.json]).toEqual([
      status,
      expect.objectContaining({ result: [expect.objectContaining({ field })] }),
    ]);
    expect(await statuses(server)).toEqual([]);
  });

  it('sells once for one key', async () => {
    const server = await startWithShop();
    const send = () => server.send('POST /users/7/inventory', { body: buy, headers: { 'idempotency-key': 'cart-1' } });
    const [first, again] = [await send(), await send()];
    expect([again.status, again.json, again.headers['idempotency-replayed']]).toEqual([201, first.json, 'true']);
    expect((await statuses(server)).length).toBe(3);
  });

  it('is for administrators', async () => {
    const server = await startWithShop();
    expect((await server.send('POST /users/me/inventory', { as: 'ann', body: buy })).status).toBe(403);
    expect(await statuses(server)).toEqual([]);
  });
});

describe('GET /users/{user_id}/invoices/{id}', () => {
  it('is what was answered when it was made, to its owner and to administrators', async () => {
    const { send } = await startWithShop();
    const { json } = await send('POST /users/7/inventory', { body: buy });
    expect((await send('GET /users/me/invoices/1', { as: 'ann' })).json).toEqual(json);
    expect((await send('GET /users/7/invoices/1')).json).toEqual(json);
  });

  it("is not found under another user's name, and nobody else's to read", async () => {
    const { send } = await startWithShop();
    await send('POST /users/7/inventory', { body: buy });
    expect((await send('GET /users/me/invoices/1', { as: 'bob' })).status).toBe(404);
    expect((await send('GET /users/8/invoices/1')).status).toBe(404);
    expect((await send('GET /users/7/invoices/1', { as: 'bob' })).status).toBe(403);
    expect((await send('GET /users/7/invoices/2')).status).toBe(404);
  });

  it.each([
    ['YEN', { currency: 'JPY', grand_total: 500 }],
    ['DINAR', { currency: 'KWD', grand_total: 1.005 }],
  ])('has prices with the decimals of their currency: %s', async (sku, expected) => {
    const { send } = await startWithShop();
    expect((await send('POST /users/7/inventory', { body: { ...buy, sku } })).json).toMatchObject(expected);
  });

  it('says what an override took off', async () => {
    const { send, engine } = await startWithShop();
    const behaviors = [{ type_hint: 'price_overridable', min_price: 100, max_price: 2000 }];
    await engine.createItem({ item: { name: 'Bow', behaviors } });
    await engine.createSku({ sku: { sku: 'BOW', currency_code: 'EUR', price: 1000, items: [{ item_id: 3 }] } });
    for (const price of [250, 1500]) await engine.addBySku({ user: '7', sku: 'BOW', price });
    const total = { subtotal: 10, discount: 7.5, grand_total: 2.5 };
    expect((await send('GET /users/7/invoices/1')).json).toMatchObject(total);
    expect((await send('GET /users/7/invoices/2')).json).toMatchObject({ subtotal: 15, discount: 0, grand_total: 15 });
  });
});

describe('PUT /users/{user_id}/invoices/{id}/payment-status', () => {
  const path = 'PUT /users/7/invoices/1/payment-status';

  it.each([['"paid"'], ['paid'], [{ value: 'paid' }]])('fulfils what is paid: %j', async (body) => {
    const server = await startWithShop();
    await server.send('POST /users/7/inventory', { body: buy });
    server.clock.advance({ seconds: 60 });
    const paid = await server.send(path, { body });
    expect([paid.status, paid.json]).toEqual([
      200,
      expect.objectContaining({
        current_payment_status: 'paid',
        current_fulfillment_status: 'fulfilled',
        updated_date: start + 60,
      }),
    ]);
    expect(await statuses(server)).toEqual(['active', 'active', 'active']);
  });

  it('fulfils once, however often it is said, at once or later', async () => {
    const server = await startWithShop();
    await server.send('POST /users/7/inventory', { body: buy });
    await Promise.all(Array.from({ length: 8 }, () => server.send(path, { body: 'paid' })));
    await server.engine.setStatus({ user: '7', entry: 1, status: 'inactive' });
    expect((await server.send(path, { body: 'paid' })).status).toBe(200);
    const activated = await server.engine.log({ user: '7', types: ['activated'] });
    expect(activated.total).toBe(3);
    expect((await statuses(server))[0]).toBe('inactive');
  });

  it('is not taken back', async () => {
    const server = await startWithShop();
    await server.send('POST /users/7/inventory', { body: buy });
    expect((await server.send(path, { body: 'new' })).status).toBe(200);
    await server.send(path, { body: 'paid' });
    const refused = await server.send(path, { body: 'new' });
    expect([refused.status, refused.json]).toEqual([
      400,
      expect.objectContaining({
        code: 1208,
        result: [expect.objectContaining({ details: { code: 'already_paid', invoice: 1, reason: 'already_paid' } })],
      }),
    ]);
  });

  it.each([
    ['somebody else', 'PUT /users/8/invoices/1/payment-status', 'admin', 'paid', 404],
    ['an unknown invoice', 'PUT /users/7/invoices/2/payment-status', 'admin', 'paid', 404],
    ['the owner', path, 'ann', 'paid', 403],
    ['a word of another server', path, 'admin', 'refund', 400],
    ['nothing', path, 'admin', undefined, 400],
  ] as const)('refuses %s', async (_name, request, as, body, status) => {
    const server = await startWithShop();
    await server.send('POST /users/7/inventory', { body: buy });
    expect((await server.send(request, { as, body })).status).toBe(status);
    expect(await server.engine.invoice({ user: '7', invoice: 1 })).toMatchObject({ payment: 'new' });
    expect(await statuses(server)).toEqual(['pending', 'pending', 'pending']);
  });
});
