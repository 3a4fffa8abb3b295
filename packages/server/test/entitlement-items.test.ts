import { describe, expect, it } from 'vitest';
import { startServer } from './harness/server.js';

describe('POST /entitlements', () => {
  it('creates an item, and answers it bare', async () => {
    const { send } = await startServer();
    const behaviors = [{ type_hint: 'consumable', max_use: 3 }];
    const created = await send('POST /entitlements', { body: { name: 'Potion', behaviors } });
    expect(created.status).toBe(201);
    expect(created.json).toEqual({
      id: 1,
      type_hint: 'entitlement',
      name: 'Potion',
      unique_key: null,
      category: null,
      tags: [],
      short_description: null,
      long_description: null,
      sort: 500,
      unit: 'use',
      template: null,
      additional_properties: {},
      behaviors,
      created_date: Date.UTC(2026, 0, 1) / 1000,
      updated_date: Date.UTC(2026, 0, 1) / 1000,
    });
    expect((await send('GET /entitlements/1')).json).toEqual(created.json);
  });

  it('names every fault by the field that the caller wrote', async () => {
    const { send, engine } = await startServer();
    const behaviors = [{ type_hint: 'consumable', max_use: 0 }, { type_hint: 'nonsense' }];
    const refused = await send('POST /entitlements', { body: { name: 'Potion', behaviors, colour: 'red' } });
    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({ code: 1000, request_id: expect.any(String) });
    expect(faultsOf(refused.json).toSorted()).toEqual(['behaviors[0].max_use', 'behaviors[1].type_hint', 'colour']);
    expect((await engine.items()).total).toBe(0);
  });

  it('names the type hint that the Python models leave out', async () => {
    const { send } = await startServer();
    const refused = await send('POST /entitlements', { body: { name: 'Potion', behaviors: [{ max_use: 3 }] } });
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, ['behaviors[0].type_hint']]);
  });

  it.each([
    ['no body, as the Python model of an item is sent', undefined],
    ['null', 'null'],
    ['a number', '1600000000'],
    ['an unquoted word', 'inactive'],
    ['something cut off', '{"name":'],
  ])('refuses %s', async (_name, body) => {
    const { send } = await startServer();
    expect((await send('POST /entitlements', { body })).status).toBe(400);
  });

  it('keeps the last of two keys of one name, and takes a body with any label', async () => {
    const { send } = await startServer();
    const headers = { 'content-type': 'text/plain' };
    const created = await send('POST /entitlements', { body: '{"name":"First","name":"Last"}', headers });
    expect([created.status, created.json]).toEqual([201, expect.objectContaining({ name: 'Last' })]);
  });

  it('takes prices with decimals, which are whole hundredths inside', async () => {
    const { send, engine } = await startServer();
    const behaviors = [{ type_hint: 'price_overridable', min_price: 0.29, max_price: 4.35 }];
    const created = await send('POST /entitlements', { body: { name: 'Sword', behaviors } });
    expect(created.json).toMatchObject({ behaviors });
    expect((await engine.item(1)).behaviors).toMatchObject([{ min_price: 29, max_price: 435 }]);
  });

  it('refuses a price with parts of a hundredth, by its field', async () => {
    const { send } = await startServer();
    const behaviors = [{ type_hint: 'price_overridable', max_price: 4.355 }];
    const refused = await send('POST /entitlements', { body: { name: 'Sword', behaviors } });
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, ['behaviors[0].max_price']]);
  });

  it('gives the first answer to a key that comes again, and refuses the key to another request', async () => {
    const { send, engine } = await startServer();
    const headers = { 'idempotency-key': 'k1' };
    const first = await send('POST /entitlements', { body: { name: 'Potion' }, headers });
    const again = await send('POST /entitlements', { body: { name: 'Potion' }, headers });
    expect([again.status, again.json, again.headers['idempotency-replayed']]).toEqual([201, first.json, 'true']);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    const other = await send('POST /entitlements', { body: { name: 'Other' }, headers });
    expect([other.status, detailsOf(other.json)]).toEqual([
      409,
      expect.objectContaining({ code: 'idempotency_key_reused' }),
    ]);
    expect((await engine.items()).total).toBe(1);
  });

  it.each([
    ['True', 201],
    ['true', 201],
    ['False', 400],
    ['None', 400],
    ['', 400],
    ['maybe', 400],
  ])('reads cascade=%s', async (cascade, status) => {
    const { send } = await startServer();
    const item = (name: string, owned_limit: number) => ({
      name,
      behaviors: [{ type_hint: 'limited_gettable', group: { name: 'swords', owned_limit, active_only: false } }],
    });
    await send('POST /entitlements', { body: item('Sword', 1) });
    const second = await send(`POST /entitlements?cascade=${cascade}`, { body: item('Sabre', 2) });
    expect(second.status).toBe(status);
  });
});

describe('GET /entitlements', () => {
  it('lists by page: 25 by id, unless something else is asked for', async () => {
    const { send, engine } = await startServer();
    for (let n = 1; n <= 26; n += 1) await engine.createItem({ item: { name: `Item ${n}` } });
    const list = await send('GET /entitlements', { as: 'ann' });
    expect(list.status).toBe(200);
    expect(list.json).toMatchObject({
      number: 1,
      size: 25,
      number_of_elements: 25,
      total_elements: 26,
      total_pages: 2,
      first: true,
      last: false,
      sort: [{ property: 'id', direction: 'ASC', ascending: true, descending: false }],
    });
    expect((await send('GET /entitlements?page=2')).json).toMatchObject({
      number: 2,
      last: true,
      content: [{ id: 26 }],
    });
  });

  it('sorts by several properties', async () => {
    const { send, engine } = await startServer();
    for (const [name, sort] of [
      ['b', 1],
      ['a', 2],
      ['c', 2],
    ] as const)
      await engine.createItem({ item: { name, sort } });
    const list = await send('GET /entitlements/?order=sort%3ADESC%2Cname%3ADESC&_=1600000000');
    expect(list.json).toMatchObject({
      content: [{ name: 'c' }, { name: 'a' }, { name: 'b' }],
      sort: [{ property: 'sort' }, { property: 'name' }],
    });
  });

  it.each(['order=colour', 'order=id%3Aasc', 'order=id%3AASC%3AASC', 'page=0', 'page=one', 'size=1001', 'size=2.5'])(
    'refuses %s, by its name',
    async (query) => {
      const { send } = await startServer();
      const refused = await send(`GET /entitlements?${query}`);
      expect([refused.status, faultsOf(refused.json)]).toEqual([400, [query.split('=')[0]]]);
    },
  );
});

describe('GET /entitlements/{entitlement_id}', () => {
  it.each([
    ['2', 404],
    ['2147483647', 404],
    ['2147483648', 400],
    ['0', 400],
    ['potion', 400],
  ])('answers %s with %i', async (id, status) => {
    const { send } = await startServer();
    expect((await send(`GET /entitlements/${id}`)).status).toBe(status);
  });
});

interface Refusal {
  readonly result: readonly { readonly field: string; readonly details: unknown }[];
}
const faultsOf = (json: unknown): string[] => (json as Refusal).result.map(({ field }) => field);
const detailsOf = (json: unknown): unknown => (json as Refusal).result[0]!.details;
