import { describe, expect, it } from 'vitest';
import { detailsOf, faultsOf } from './harness/faults.js';
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

  it.each([
    ['as it once was, with the limit as a text', { owned_limit: '1', active_only: true }],
    ['as it once was, with the limit as a number', { owned_limit: 1, active_only: true }],
    ['as it is', { group: { owned_limit: 1, active_only: true } }],
  ])('takes limited_gettable %s, and answers it as it is', async (_name, settings) => {
    const { send } = await startServer();
    const behaviors = [{ type_hint: 'limited_gettable', ...settings }];
    const created = await send('POST /entitlements', { body: { name: 'Sword', behaviors } });
    const group = { name: 'item-1', owned_limit: 1, active_only: true };
    expect([created.status, created.json]).toEqual([
      201,
      expect.objectContaining({ behaviors: [{ type_hint: 'limited_gettable', group }] }),
    ]);
  });

  it.each([
    ['a limit that is no number', { owned_limit: 'one', active_only: true }, ['behaviors[0].group.owned_limit']],
    [
      'a limit of too many digits',
      { owned_limit: '1'.repeat(30), active_only: true },
      ['behaviors[0].group.owned_limit'],
    ],
    ['half of it', { owned_limit: '1' }, ['behaviors[0].group.active_only']],
    [
      'both forms at once',
      { owned_limit: 1, active_only: true, group: { owned_limit: 2, active_only: true } },
      ['behaviors[0].owned_limit', 'behaviors[0].active_only'],
    ],
    [
      'a limit as a text in the form of today',
      { group: { owned_limit: '1', active_only: true } },
      ['behaviors[0].group.owned_limit'],
    ],
  ])('refuses limited_gettable with %s', async (_name, settings, fields) => {
    const { send } = await startServer();
    const behaviors = [{ type_hint: 'limited_gettable', ...settings }];
    const refused = await send('POST /entitlements', { body: { name: 'Sword', behaviors } });
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, fields]);
  });

  it('refuses what is nested deeper than anything that means something, also by ten thousands', async () => {
    const { send } = await startServer();
    const nested = (depth: number) =>
      `{"name":"A","additional_properties":${'{"a":{"type":"map","map":'.repeat(depth)}{}${'}}'.repeat(depth)}}`;
    for (const depth of [9, 31, 32, 30_000]) {
      const refused = await send('POST /entitlements', { body: nested(depth) });
      expect([depth, refused.status]).toEqual([depth, 400]);
    }
    expect((await send('POST /entitlements', { body: nested(8) })).status).toBe(201);
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

  it('lists the items of one template', async () => {
    const { send, engine } = await startServer();
    await engine.createTemplate({ template: { id: 'None', name: 'Weapon' } });
    await engine.createItem({ item: { name: 'Sword', template: 'None' } });
    await engine.createItem({ item: { name: 'Potion' } });
    const names = async (query: string) =>
      ((await send(`GET /entitlements${query}`)).json as { content: { name: string }[] }).content.map(
        ({ name }) => name,
      );
    expect(await names('?filter_template=None')).toEqual(['Sword']);
    expect(await names('?filter_template=weapon')).toEqual([]);
    expect(await names('?filter_template=')).toEqual(['Sword', 'Potion']);
    expect(await names('')).toEqual(['Sword', 'Potion']);
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

const sword = (name: string, owned_limit: number) => ({
  name,
  behaviors: [{ type_hint: 'limited_gettable', group: { name: 'swords', owned_limit, active_only: false } }],
});

describe('PUT /entitlements/{entitlement_id}', () => {
  it('replaces an item as a whole, with 204 and nothing else', async () => {
    const { send, clock } = await startServer();
    const body = { name: 'Potion', unique_key: 'potion', tags: ['red'], sort: 7 };
    const { json: first } = await send('POST /entitlements', { body });
    clock.advance({ seconds: 5 });
    const updated = await send('PUT /entitlements/1', { body: { name: 'Elixir', id: 99, created_date: 1 } });
    expect([updated.status, updated.text]).toEqual([204, '']);
    expect((await send('GET /entitlements/1')).json).toEqual({
      ...(first as object),
      name: 'Elixir',
      unique_key: null,
      tags: [],
      sort: 500,
      updated_date: Date.UTC(2026, 0, 1) / 1000 + 5,
    });
  });

  it('takes what was read as it is', async () => {
    const { send } = await startServer();
    await send('POST /entitlements', { body: sword('Sword', 1) });
    const { json } = await send('GET /entitlements/1');
    expect((await send('PUT /entitlements/1', { body: json })).status).toBe(204);
    expect((await send('GET /entitlements/1')).json).toEqual(json);
  });

  it.each([
    ['?cascade=True', 204, 2],
    ['?cascade=true', 204, 2],
    ['?cascade=False', 400, 1],
    ['?cascade=None', 400, 1],
    ['', 400, 1],
  ])('changes the settings of a group with %s: %i', async (query, status, limit) => {
    const { send } = await startServer();
    await send('POST /entitlements', { body: sword('Sword', 1) });
    await send('POST /entitlements', { body: sword('Sabre', 1) });
    const changed = await send(`PUT /entitlements/2${query}`, { body: sword('Sabre', 2) });
    expect(changed.status).toBe(status);
    for (const id of [1, 2]) {
      const { json } = await send(`GET /entitlements/${id}`);
      expect(json).toMatchObject({ behaviors: [{ group: { owned_limit: limit } }] });
    }
  });

  it('says which items differ in the settings of the group', async () => {
    const { send } = await startServer();
    await send('POST /entitlements', { body: sword('Sword', 1) });
    await send('POST /entitlements', { body: sword('Sabre', 1) });
    const refused = await send('PUT /entitlements/2', { body: sword('Sabre', 2) });
    expect(detailsOf(refused.json)).toMatchObject({ code: 'group_settings_differ', group: 'swords', items: [1] });
  });

  it('names every fault by the field that the caller wrote', async () => {
    const { send } = await startServer();
    await send('POST /entitlements', { body: { name: 'Potion' } });
    const behaviors = [{ type_hint: 'consumable', max_use: -1 }, { max_use: 3 }];
    const refused = await send('PUT /entitlements/1', { body: { name: '', behaviors } });
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, ['name', 'behaviors[1].type_hint']]);
    const other = await send('PUT /entitlements/1', { body: { name: 'P', behaviors: [behaviors[0]], colour: 'red' } });
    expect([other.status, faultsOf(other.json)]).toEqual([400, ['colour', 'behaviors[0].max_use']]);
  });

  it('of an item that is not there, or is deleted', async () => {
    const { send } = await startServer();
    expect((await send('PUT /entitlements/1', { body: { name: 'Potion' } })).status).toBe(404);
    await send('POST /entitlements', { body: { name: 'Potion' } });
    await send('DELETE /entitlements/1');
    const refused = await send('PUT /entitlements/1', { body: { name: 'Elixir' } });
    expect([refused.status, detailsOf(refused.json)]).toEqual([400, expect.objectContaining({ code: 'archived' })]);
  });

  it('is done once for one key, however often it is sent', async () => {
    const { send, engine } = await startServer();
    await send('POST /entitlements', { body: { name: 'Potion' } });
    const headers = { 'idempotency-key': 'k' };
    const update = (name: string) => send('PUT /entitlements/1', { body: { name }, headers });
    const first = await update('Elixir');
    await engine.updateItem({ id: 1, item: { name: 'Somebody else was here' } });
    const again = await update('Elixir');
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([204, 'true']);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect((await engine.item(1)).name).toBe('Somebody else was here');
    expect((await update('Other')).status).toBe(409);
  });
});

describe('DELETE /entitlements/{entitlement_id}', () => {
  it('takes an item out of the lists, and leaves it to whoever holds or asks for it', async () => {
    const { send, engine } = await startServer();
    const { json } = await send('POST /entitlements', { body: { name: 'Potion' } });
    await engine.grant({ user: '7', item: 1 });
    const deleted = await send('DELETE /entitlements/1');
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await send('GET /entitlements')).json).toMatchObject({ content: [], total_elements: 0 });
    expect((await send('GET /entitlements/1')).json).toEqual(json);
    expect((await send('POST /users/7/entitlements/1/use')).status).toBe(200);
    const refused = await send('POST /users/8/entitlements', { body: { entitlement_id: 1 } });
    expect([refused.status, detailsOf(refused.json)]).toEqual([
      400,
      expect.objectContaining({ reason: 'item_archived' }),
    ]);
  });

  it('may be said twice; of what never was, it is 404', async () => {
    const { send } = await startServer();
    await send('POST /entitlements', { body: { name: 'Potion' } });
    expect((await send('DELETE /entitlements/1')).status).toBe(204);
    expect((await send('DELETE /entitlements/1/')).status).toBe(204);
    expect((await send('DELETE /entitlements/2')).status).toBe(404);
  });
});
