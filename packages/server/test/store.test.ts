import { describe, expect, it } from 'vitest';
import { faultsOf } from './harness/faults.js';
import { startServer, type TestServer } from './harness/server.js';

const now = Date.UTC(2026, 0, 1) / 1000;

describe('GET /store/items/behaviors', () => {
  it('lists what items can have here, with settings and prerequisites', async () => {
    const { send } = await startServer();
    const listed = await send('GET /store/items/behaviors', { as: 'ann' });
    const definitions = listed.json as { type_hint: string }[];
    expect(definitions.map(({ type_hint }) => type_hint)).toEqual([
      'consumable',
      'expirable',
      'limited_gettable',
      'time_period_gettable',
      'time_period_usable',
      'pre_req_entitlement',
      'price_overridable',
      'fulfillable',
      'spendable',
      'guest_playable',
    ]);
    expect(definitions.find(({ type_hint }) => type_hint === 'spendable')).toMatchObject({
      description: expect.any(String),
      prerequisite_behaviors: [{ type_hint: 'fulfillable' }],
    });
    expect(definitions.find(({ type_hint }) => type_hint === 'time_period_gettable')).toMatchObject({
      properties: [
        { name: 'get_limit', type: 'integer', required: true },
        { name: 'time_length', type: 'integer', required: true },
        { name: 'unit_of_time', type: 'enumeration', required: true, valid_values: expect.arrayContaining(['day']) },
        { name: 'group_name', type: 'string', required: false },
      ],
      prerequisite_behaviors: [],
    });
  });

  it('says of prices that they have decimals, as they do on the wire', async () => {
    const { send } = await startServer();
    const definitions = (await send('GET /store/items/behaviors')).json as { type_hint: string; properties: unknown }[];
    expect(definitions.find(({ type_hint }) => type_hint === 'price_overridable')?.properties).toEqual([
      { name: 'min_price', description: 'Lowest price', type: 'number', required: false },
      { name: 'max_price', description: 'Highest price', type: 'number', required: false },
    ]);
  });
});

/** A server with two items to sell. */
const startShop = async (): Promise<TestServer> => {
  const server = await startServer();
  await server.engine.createItem({ item: { name: 'Sword', unique_key: 'sword' } });
  await server.engine.createItem({ item: { name: 'Potion' } });
  return server;
};
const bundle = {
  sku: 'START',
  description: 'Everything to begin with',
  currency_code: 'EUR',
  original_price: 4.35,
  items: [{ unique_key: 'sword' }, { item_id: 2, quantity: 3 }],
};

describe('POST /store/skus', () => {
  it.each([
    ['JPY', 300, 300],
    ['EUR', 3.5, 350],
    ['KWD', 3.125, 3125],
  ])('reads a price of %s %d with the decimals of its currency: %i', async (currency_code, original_price, minor) => {
    const { send, engine } = await startShop();
    const created = await send('POST /store/skus', { body: { ...bundle, currency_code, original_price } });
    expect(created.json).toMatchObject({ original_price, price: original_price });
    expect((await engine.sku('START')).price).toBe(minor);
  });

  it('creates a SKU, and answers it bare, with items by their ids', async () => {
    const { send, engine } = await startShop();
    const created = await send('POST /store/skus', { body: bundle });
    const items = [
      { item_id: 1, quantity: 1 },
      { item_id: 2, quantity: 3 },
    ];
    expect([created.status, created.json]).toEqual([
      201,
      { ...bundle, items, price: 4.35, created_date: now, updated_date: now },
    ]);
    expect((await send('GET /store/skus/START', { as: 'ann' })).json).toEqual(created.json);
    expect((await engine.sku('START')).price).toBe(435);
    const { entries } = await engine.addBySku({ user: '7', sku: 'START', skipInvoice: true });
    expect(entries.map(({ item }) => item)).toEqual([1, 2, 2, 2]);
  });

  it('goes by the original price: there are no sales, so what a copy says of one is left out', async () => {
    const { send } = await startShop();
    const created = await send('POST /store/skus', { body: { ...bundle, price: 1, created_date: 1 } });
    expect(created.json).toMatchObject({ original_price: 4.35, price: 4.35, created_date: now });
  });

  it.each([
    ['a price with parts of a hundredth', { original_price: 4.355 }, ['original_price']],
    ['a price below nothing', { original_price: -1 }, ['original_price']],
    ['a price as a text', { original_price: '4.35' }, ['original_price']],
    ['no price', { original_price: undefined }, ['original_price']],
    ['a currency in small letters', { currency_code: 'eur' }, ['currency_code']],
    ['no items', { items: [] }, ['items']],
    ['an item that is not there', { items: [{ item_id: 3 }] }, ['items[0]']],
    ['an item that is named twice over', { items: [{ item_id: 1, unique_key: 'sword' }] }, ['items[0]']],
    ['none of an item', { items: [{ item_id: 1, quantity: 0 }] }, ['items[0].quantity']],
    ['too long a name', { sku: 'x'.repeat(41) }, ['sku']],
    ['a stock, which nobody would keep', { inventory: 3 }, ['inventory']],
    ['no description and a time of sale', { description: undefined, start_date: 1 }, ['description']],
  ])('refuses %s, by the field', async (_name, change, fields) => {
    const { send, engine } = await startShop();
    const refused = await send('POST /store/skus', { body: { ...bundle, ...change } });
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, fields]);
    expect((await engine.skus()).total).toBe(0);
  });

  it('refuses a name that is taken, and repeats itself to the same key', async () => {
    const { send } = await startShop();
    const headers = { 'idempotency-key': 'k' };
    const first = await send('POST /store/skus', { body: bundle, headers });
    const again = await send('POST /store/skus', { body: bundle, headers });
    expect([again.status, again.json, again.headers['idempotency-replayed']]).toEqual([201, first.json, 'true']);
    const taken = await send('POST /store/skus', { body: bundle });
    expect([taken.status, faultsOf(taken.json)]).toEqual([400, ['sku']]);
  });

  it('is for administrators', async () => {
    const { send, engine } = await startShop();
    for (const as of ['ann', 'herald'] as const) {
      expect((await send('POST /store/skus', { as, body: bundle })).status).toBe(403);
    }
    expect((await engine.skus()).total).toBe(0);
  });
});

describe('GET /store/skus', () => {
  it('lists by page: by name, unless something else is asked for', async () => {
    const { send } = await startShop();
    for (const [sku, original_price] of [
      ['B', 1],
      ['C', 3],
      ['A', 2],
    ] as const) {
      await send('POST /store/skus', { body: { ...bundle, sku, original_price } });
    }
    expect((await send('GET /store/skus', { as: 'ann' })).json).toMatchObject({
      content: [{ sku: 'A' }, { sku: 'B' }, { sku: 'C' }],
      total_elements: 3,
      sort: [{ property: 'sku', direction: 'ASC' }],
    });
    expect((await send('GET /store/skus?order=price%3ADESC&size=1')).json).toMatchObject({
      content: [{ sku: 'C', original_price: 3 }],
      total_pages: 3,
    });
  });

  it('refuses an order by something else', async () => {
    const { send } = await startShop();
    const refused = await send('GET /store/skus?order=id');
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, ['order']]);
  });
});

describe('GET /store/skus/{sku}', () => {
  it('finds names with anything in them, and no others', async () => {
    const { send } = await startShop();
    await send('POST /store/skus', { body: { ...bundle, sku: 'a/b c' } });
    expect((await send('GET /store/skus/a%2Fb%20c')).json).toMatchObject({ sku: 'a/b c' });
    expect((await send('GET /store/skus/START')).status).toBe(404);
  });
});
