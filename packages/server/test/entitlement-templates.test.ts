import { describe, expect, it } from 'vitest';
import { detailsOf, faultsOf } from './harness/faults.js';
import type { Person } from './harness/people.js';
import { startServer, type TestServer } from './harness/server.js';

const now = Date.UTC(2026, 0, 1) / 1000;
const weapon = {
  id: 'weapon',
  name: 'Weapon',
  properties: [{ name: 'damage', type: 'integer', required: true, min: 1 }],
  behaviors: [{ behavior: { type_hint: 'consumable', max_use: 10 }, modifiable: false, required: true }],
  allow_additional: true,
};

/** A server with a template, and an item of it. */
const startWithSword = async (): Promise<TestServer> => {
  const server = await startServer();
  await server.engine.createTemplate({ template: weapon });
  const additional_properties = { damage: { type: 'integer', value: 7 } };
  await server.engine.createItem({ item: { name: 'Sword', template: 'weapon', additional_properties } });
  return server;
};

describe('POST /entitlements/templates', () => {
  it('creates a template, and answers it bare', async () => {
    const { send } = await startServer();
    const created = await send('POST /entitlements/templates', { body: weapon });
    expect([created.status, created.json]).toEqual([201, { ...weapon, created_date: now, updated_date: now }]);
    expect((await send('GET /entitlements/templates/weapon')).json).toEqual(created.json);
  });

  it('makes an id of the name where none is given, and empty lists of what is left out', async () => {
    const { send } = await startServer();
    const created = await send('POST /entitlements/templates', { body: { name: 'Magic Weapon!', id: null } });
    expect(created.json).toEqual({
      id: 'magic-weapon',
      name: 'Magic Weapon!',
      properties: [],
      behaviors: [],
      allow_additional: false,
      created_date: now,
      updated_date: now,
    });
  });

  it('takes no offence at the dates of somebody who copies a template', async () => {
    const { send } = await startServer();
    const body = { ...weapon, id: 'copy', created_date: 1, updated_date: 2 };
    const created = await send('POST /entitlements/templates', { body });
    expect([created.status, created.json]).toEqual([201, expect.objectContaining({ created_date: now })]);
  });

  it('has prices with decimals in its behaviors, too', async () => {
    const { send, engine } = await startServer();
    const behavior = { type_hint: 'price_overridable', min_price: 0.29, max_price: null };
    const behaviors = [{ behavior, modifiable: true, required: false }];
    const created = await send('POST /entitlements/templates', { body: { name: 'Shop', behaviors } });
    expect(created.json).toMatchObject({ behaviors });
    expect((await engine.template('shop')).behaviors[0]!.behavior).toMatchObject({ min_price: 29 });
  });

  it.each([
    ['no name', {}, ['name']],
    ['an id that is taken', { ...weapon }, ['id']],
    ['a field that nobody knows', { name: 'T', colour: 'red' }, ['colour']],
    [
      'a behavior without its type hint, as the Python models are sent',
      { name: 'T', behaviors: [{ behavior: { max_use: 3 }, modifiable: true, required: true }] },
      ['behaviors[0].behavior.type_hint'],
    ],
    [
      'a behavior that says neither whether it may be changed nor whether it may be removed',
      { name: 'T', behaviors: [{ behavior: { type_hint: 'consumable' } }] },
      ['behaviors[0].modifiable', 'behaviors[0].required'],
    ],
    [
      'a property without a name, without a type and of another type',
      {
        name: 'T',
        properties: [
          { type: 'text', required: true },
          { name: 'b', required: false },
          { name: 'c', type: 'colour', required: false },
        ],
      },
      ['properties[0].name', 'properties[1].type', 'properties[2].type'],
    ],
  ])('refuses %s, by the field', async (_name, body, fields) => {
    const { send, engine } = await startWithSword();
    const refused = await send('POST /entitlements/templates', { body });
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, fields]);
    expect((await engine.templates()).total).toBe(1);
  });

  it('gives the first answer to a key that comes again', async () => {
    const { send, engine } = await startServer();
    const create = () =>
      send('POST /entitlements/templates', { body: { name: 'T' }, headers: { 'idempotency-key': 'k' } });
    const first = await create();
    const again = await create();
    expect([again.json, again.headers['idempotency-replayed']]).toEqual([first.json, 'true']);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect((await engine.templates()).total).toBe(1);
  });
});

describe('GET /entitlements/templates', () => {
  it('lists by page, sorted as asked', async () => {
    const { send, engine } = await startServer();
    for (const name of ['B', 'A', 'C']) await engine.createTemplate({ template: { name } });
    expect((await send('GET /entitlements/templates')).json).toMatchObject({
      content: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      number: 1,
      size: 25,
      total_elements: 3,
      sort: [{ property: 'id', direction: 'ASC' }],
    });
    const second = await send('GET /entitlements/templates?order=name%3ADESC&size=2&page=2');
    expect(second.json).toMatchObject({ content: [{ name: 'A' }], number: 2, total_pages: 2, last: true });
  });

  it('refuses an order by something else', async () => {
    const { send } = await startServer();
    const refused = await send('GET /entitlements/templates?order=sort');
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, ['order']]);
  });
});

describe('GET /entitlements/templates/{id}', () => {
  it('is not taken for an item: templates have texts as ids', async () => {
    const { send, engine } = await startServer();
    await engine.createTemplate({ template: { id: 't 1/ä', name: 'T' } });
    expect((await send('GET /entitlements/templates/t%201%2F%C3%A4')).json).toMatchObject({ id: 't 1/ä' });
    expect((await send('GET /entitlements/templates/1')).status).toBe(404);
  });
});

describe('PUT /entitlements/templates/{id}', () => {
  it('replaces a template as a whole, and answers it: a 204 would make the Python client fail', async () => {
    const { send, clock } = await startWithSword();
    clock.advance({ seconds: 5 });
    const updated = await send('PUT /entitlements/templates/weapon', { body: { name: 'Arms' } });
    expect([updated.status, updated.json]).toEqual([
      200,
      {
        id: 'weapon',
        name: 'Arms',
        properties: [],
        behaviors: [],
        allow_additional: false,
        created_date: now,
        updated_date: now + 5,
      },
    ]);
    expect((await send('GET /entitlements/templates/weapon')).json).toEqual(updated.json);
  });

  it('takes what was read as it is', async () => {
    const { send } = await startWithSword();
    const { json, headers } = await send('GET /entitlements/templates/weapon');
    const updated = await send('PUT /entitlements/templates/weapon', { body: json });
    expect([updated.json, updated.headers['etag']]).toEqual([json, headers['etag']]);
  });

  it.each([
    ['weapon', { name: 'T', id: 'other' }, 400],
    ['weapon', { id: 'weapon' }, 400],
    ['weapon', undefined, 400],
    ['nothing', { name: 'T' }, 404],
  ])('of %s with %j: %i', async (id, body, status) => {
    const { send, engine } = await startWithSword();
    expect((await send(`PUT /entitlements/templates/${id}`, { body })).status).toBe(status);
    expect((await engine.template('weapon')).name).toBe('Weapon');
  });
});

describe('an item of a template', () => {
  const item = (document: object) => ({ name: 'Sabre', template: 'weapon', ...document });
  const damage = { type: 'integer', value: 3 };

  it('gets the behaviors of the template where it names none', async () => {
    const { send } = await startWithSword();
    const created = await send('POST /entitlements', { body: item({ additional_properties: { damage } }) });
    expect(created.json).toMatchObject({ template: 'weapon', behaviors: [{ type_hint: 'consumable', max_use: 10 }] });
  });

  it.each([
    ['a property that is required', {}, ['additional_properties.damage']],
    [
      'the type of a property',
      { additional_properties: { damage: { type: 'text', value: '3' } } },
      ['additional_properties.damage.type'],
    ],
    ['a behavior that is required', { additional_properties: { damage }, behaviors: [] }, ['behaviors']],
    [
      'values that it may not change',
      { additional_properties: { damage }, behaviors: [{ type_hint: 'consumable', max_use: 11 }] },
      ['behaviors[0]'],
    ],
    ['a template that there is', { template: 'shield', additional_properties: { damage } }, ['template']],
  ])('needs %s', async (_name, document, fields) => {
    const { send } = await startWithSword();
    const refused = await send('POST /entitlements', { body: item(document) });
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, fields]);
  });
});

describe('DELETE /entitlements/templates/{id}', () => {
  it('deletes one that nothing uses', async () => {
    const { send, engine } = await startServer();
    await engine.createTemplate({ template: weapon });
    const deleted = await send('DELETE /entitlements/templates/weapon');
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await send('GET /entitlements/templates/weapon')).status).toBe(404);
    expect((await send('DELETE /entitlements/templates/weapon')).status).toBe(404);
  });

  it.each(['', '?cascade=', '?cascade=None'])('refuses one that items use, and says which (%s)', async (query) => {
    const { send, engine } = await startWithSword();
    const refused = await send(`DELETE /entitlements/templates/weapon${query}`);
    expect([refused.status, detailsOf(refused.json)]).toEqual([
      400,
      expect.objectContaining({ code: 'template_in_use', template: 'weapon', items: [1] }),
    ]);
    expect((await engine.item(1)).template).toBe('weapon');
  });

  it('deletes it all the same with cascade=detach: its items keep what they have', async () => {
    const { send } = await startWithSword();
    const { json: before } = await send('GET /entitlements/1');
    expect((await send('DELETE /entitlements/templates/weapon?cascade=detach')).status).toBe(204);
    expect((await send('GET /entitlements/1')).json).toEqual({ ...(before as object), template: null });
  });

  it.each(['true', 'Detach', 'delete'])('knows no cascade=%s', async (word) => {
    const { send, engine } = await startWithSword();
    const refused = await send(`DELETE /entitlements/templates/weapon?cascade=${word}`);
    expect([refused.status, faultsOf(refused.json)]).toEqual([400, ['cascade']]);
    expect((await engine.templates()).total).toBe(1);
  });
});

describe('who may', () => {
  const cases: [string, Person, number][] = [
    ['GET /entitlements/templates', 'ann', 403],
    ['GET /entitlements/templates/weapon', 'ann', 403],
    ['GET /entitlements/templates', 'herald', 200],
    ['GET /entitlements/templates/weapon', 'herald', 200],
    ['POST /entitlements/templates', 'herald', 403],
    ['PUT /entitlements/templates/weapon', 'herald', 403],
    ['DELETE /entitlements/templates/weapon', 'herald', 403],
    ['POST /entitlements/templates', 'keeper', 403],
    ['PUT /entitlements/templates/weapon', 'keeper', 403],
    ['DELETE /entitlements/templates/weapon', 'keeper', 403],
    ['GET /entitlements/templates', 'keeper', 403],
    ['PUT /entitlements/1', 'herald', 403],
    ['DELETE /entitlements/1', 'ann', 403],
    ['DELETE /entitlements/1', 'keeper', 204],
  ];
  it.each(cases)('%s by %s: %i', async (request, as, status) => {
    const { send } = await startWithSword();
    const body = request.startsWith('GET') ? undefined : { name: 'T' };
    expect((await send(request as `GET ${string}`, { as, body })).status).toBe(status);
  });
});
