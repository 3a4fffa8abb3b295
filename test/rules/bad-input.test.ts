import { InvalidInputError, type Engine } from '@holdall/core';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

const user = 'ann';
const bad = { key: '', actor: 'x'.repeat(101) };
const proto = JSON.parse('{"__proto__":{"user":"ann"}}') as object;

const world = async () => {
  const { engine } = await createTestEngine();
  await engine.createTemplate({ template: { id: 't', name: 'T' } });
  await engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [consumable(9)] } });
  await engine.createSku({ sku: { sku: 's', currency_code: 'EUR', price: 1, items: [{ item_id: 1 }] } });
  await engine.grant({ user, item: 'a' });
  return engine;
};

/** Everything that there is to see. */
const stored = async (engine: Engine) => [
  await engine.audit(),
  await engine.templates(),
  await engine.items({ archived: true }),
  await engine.skus(),
  await engine.entries({ inactive: true }),
  await engine.log({ user }),
];

/** The fields that one call names as wrong; fails if it is not refused, or if anything changed. */
const refused = async (method: string, ...input: readonly unknown[]): Promise<readonly string[]> => {
  const engine = await world();
  const before = await stored(engine);
  const call = (engine as unknown as Record<string, (...input: readonly unknown[]) => Promise<unknown>>)[method]!;
  const error = await call.apply(engine, [...input]).then(
    () => 'nothing was refused',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(await stored(engine)).toEqual(before);
  return (error as InvalidInputError).details.faults.map(({ path }) => path);
};

describe('bad input: every field of every command, in one error', () => {
  const writing = ['actor', 'key'];
  it.each<[string, object, readonly string[]]>([
    ['createTemplate', { template: [], extra: 1, ...bad }, ['extra', 'template', ...writing]],
    ['updateTemplate', { id: '', template: 'x', ...bad }, ['id', 'template', ...writing]],
    ['deleteTemplate', { id: 7, cascade: 'delete', ...bad }, ['id', 'cascade', ...writing]],
    ['createItem', { item: null, cascade: 'yes', ...bad }, ['item', 'cascade', ...writing]],
    ['updateItem', { id: 0, item: 3, cascade: 1, ...bad }, ['id', 'item', 'cascade', ...writing]],
    ['deleteItem', { id: NaN, ...bad }, ['id', ...writing]],
    ['createSku', { sku: 's', ...bad }, ['sku', ...writing]],
    ['updateSku', { sku: undefined, ...bad }, ['sku', ...writing]],
    ['deleteSku', { sku: 'x'.repeat(41), ...bad }, ['sku', ...writing]],
    ['importCatalogue', { catalogue: [[]], ...bad }, ['catalogue', ...writing]],
    [
      'grant',
      {
        user: 'x'.repeat(65),
        item: 1.5,
        quantity: 1001,
        overrides: [1],
        status: 'inactive',
        expires: '2026-01-01',
        maxUse: 0,
        info: 5,
        ...bad,
      },
      ['user', 'item', 'quantity', 'overrides', 'status', 'expires', 'maxUse', 'info', ...writing],
    ],
    [
      'addBySku',
      { user: '', sku: null, skipInvoice: 'no', overrides: 'consumable', price: -1, note: 'x'.repeat(1001), ...bad },
      ['user', 'sku', 'skipInvoice', 'overrides', 'price', 'note', ...writing],
    ],
    ['fulfil', { user: 7, invoice: 2 ** 53, ...bad }, ['user', 'invoice', ...writing]],
    ['setPayment', { user: '', invoice: 0, payment: 'PAID', ...bad }, ['user', 'invoice', 'payment', ...writing]],
    ['fulfilOutstanding', { most: 10_001, ...bad }, ['most', ...writing]],
    [
      'use',
      { user: 'a\0b', item: '', quantity: NaN, sku: '', entry: 0, guest: 1, info: '\ud800', Quantity: 1, ...bad },
      ['Quantity', 'user', 'item', 'quantity', 'sku', 'entry', 'guest', 'info', ...writing],
    ],
    ['reverseUse', { user, use: -1, quantity: 0.5, ...bad }, ['use', 'quantity', ...writing]],
    ['recordUse', { user, entry: 0, used: -1, at: 5, info: 5, ...bad }, ['entry', 'used', 'at', 'info', ...writing]],
    ['revoke', { user, entry: '1', info: {}, ...bad }, ['entry', 'info', ...writing]],
    ['setStatus', { user, entry: 0, status: 'gone', ...bad }, ['entry', 'status', ...writing]],
    ['setExpiry', { user, entry: 1, expires: new Date(NaN), ...bad }, ['expires', ...writing]],
    ['setBehaviorData', { user, entry: 1, data: [1], merge: 1, ...bad }, ['data', 'merge', ...writing]],
    ['sweepExpired', { most: '5', ...bad }, ['most', ...writing]],
  ])('%s %j', async (method, input, paths) => {
    expect((await refused(method, input)).toSorted()).toEqual([...paths].toSorted());
  });

  it.each<[string, object, readonly string[]]>([
    [
      'check',
      { user: '', item: {}, action: 'steal', quantity: 0, sku: 1, guest: null, overrides: {}, price: 1.5 },
      ['user', 'item', 'action', 'quantity', 'sku', 'overrides', 'price'],
    ],
    ['explain', { user: null, item: -1 }, ['user', 'item']],
    ['balance', { user: [], item: null, sku: '' }, ['user', 'item', 'sku']],
    ['entry', { user: '', entry: 0 }, ['user', 'entry']],
    ['ledger', { user: '', entry: 0 }, ['user', 'entry']],
    ['invoice', { user: '', invoice: 1.5 }, ['user', 'invoice']],
    [
      'log',
      { user: '', entry: 'x', types: ['stolen'], direction: 'UP', page: 0, size: 1001 },
      ['user', 'entry', 'types', 'direction', 'page', 'size'],
    ],
    ['log', { user, types: ['toString'] }, ['types']],
    [
      'entries',
      {
        user: '',
        inactive: 'all',
        item: 0,
        itemName: '',
        username: 7,
        group: [],
        created: [{ op: 'GT', value: 5 }],
        order: [{ by: 'colour', direction: 'ASC' }],
        page: 1.5,
        size: 0,
      },
      ['user', 'inactive', 'item', 'itemName', 'username', 'group', 'created', 'order', 'page', 'size'],
    ],
    ['entries', { created: [5], order: [null] }, ['created', 'order']],
    [
      'entries',
      { created: [{ op: 'NE', value: new Date() }], order: [{ by: 'id', direction: 'asc' }] },
      ['created', 'order'],
    ],
    ['entries', { created: [{ op: 'LT', value: new Date(NaN) }] }, ['created']],
    [
      'entries',
      { users: ['ann', ''], userPrefix: '', items: ['sword', 0], itemKeyPrefix: 7, ends: null },
      ['users', 'userPrefix', 'items', 'itemKeyPrefix'],
    ],
    ['entries', { users: 'ann', items: Array.from({ length: 101 }, () => 1) }, ['users', 'items']],
    ['entries', { ends: { from: 5 } }, ['ends']],
    ['entries', { ends: { before: new Date(NaN) } }, ['ends']],
    ['entries', { ends: { never: 'yes' } }, ['ends']],
    ['entries', { ends: { till: new Date(5) } }, ['ends']],
    ['entries', { ends: [] }, ['ends']],
    ['entries', { username: 'ann' }, ['username']],
    ['entries', { group: 'team' }, ['group']],
    [
      'items',
      { template: '', category: 1, tag: [], nameContains: '', archived: 0, order: ['id'] },
      ['template', 'category', 'tag', 'nameContains', 'archived', 'order'],
    ],
    ['templates', { order: [{ by: 'sort', direction: 'ASC' }] }, ['order']],
    ['skus', { order: [{ by: 'sku', direction: 'DOWN' }], size: 5000, search: 'x' }, ['search', 'order', 'size']],
  ])('%s %j', async (method, input, paths) => {
    expect((await refused(method, input)).toSorted()).toEqual([...paths].toSorted());
  });

  it.each(['createItem', 'grant', 'use', 'check', 'balance', 'log'])(
    '%s of what is no plain object',
    async (method) => {
      for (const input of [null, undefined, 'x', 7, [], new Map(), new Date()]) {
        expect(await refused(method, input)).toEqual(['']);
      }
    },
  );
});

describe('bad input: __proto__ and its like', () => {
  it.each(['createItem', 'use', 'setBehaviorData', 'check', 'entries'])('%s', async (method) => {
    expect(await refused(method, { user, item: 'a', entry: 1, ...proto })).toContain('__proto__');
    expect(await refused(method, JSON.parse('{"user":"ann","constructor":1}'))).toContain('constructor');
    expect(await refused(method, JSON.parse('{"__proto__":{},"prototype":1,"actor_":1}'))).toEqual(
      expect.arrayContaining(['__proto__', 'prototype', 'actor_']),
    );
  });

  it('beside good fields, is the only thing that is wrong', async () => {
    expect(await refused('balance', JSON.parse('{"user":"ann","item":"a","__proto__":{}}'))).toEqual(['__proto__']);
  });

  it.each<[string, (hidden: unknown) => object, string]>([
    ['createItem', (hidden) => ({ item: hidden }), 'item.__proto__'],
    ['createTemplate', (hidden) => ({ template: hidden }), 'template.__proto__'],
    ['createSku', (hidden) => ({ sku: hidden }), 'sku.__proto__'],
    ['importCatalogue', (hidden) => ({ catalogue: hidden }), '__proto__'],
    [
      'createItem',
      (hidden) => ({ item: { name: 'A', additional_properties: hidden } }),
      'item.additional_properties.__proto__',
    ],
    ['createItem', (hidden) => ({ item: { name: 'A', behaviors: [hidden] } }), 'item.behaviors[0].type_hint'],
    ['setBehaviorData', (hidden) => ({ user, entry: 1, data: hidden }), 'data.__proto__'],
    ['setBehaviorData', (hidden) => ({ user, entry: 1, data: { deep: [hidden] } }), 'data.deep[0].__proto__'],
  ])('%s, inside of a document (%#)', async (method, input, path) => {
    expect(await refused(method, input(JSON.parse('{"__proto__":{"polluted":1}}')))).toContain(path);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('bad input: documents name every fault by its path', () => {
  it('an item', async () => {
    const item = {
      name: '',
      unique_key: 'x'.repeat(101),
      tags: ['ok', '', 7],
      sort: 2 ** 31,
      unit: '',
      color: 'red',
      additional_properties: { size: { type: 'integer', value: 1.5 } },
      behaviors: [{ type_hint: 'edible' }, { type_hint: 'consumable', max_use: 0 }],
    };
    expect(await refused('createItem', { item })).toEqual([
      'item.color',
      'item.name',
      'item.unique_key',
      'item.tags[1]',
      'item.tags[2]',
      'item.sort',
      'item.unit',
      'item.additional_properties.size.value',
      'item.behaviors[0].type_hint',
      'item.behaviors[1].max_use',
    ]);
  });

  it('an item that does not fit the catalogue', async () => {
    const item = {
      name: 'B',
      unique_key: 'a',
      template: 'nowhere',
      behaviors: [{ type_hint: 'pre_req_entitlement', item_ids: [9] }],
    };
    expect(await refused('createItem', { item })).toEqual([
      'item.template',
      'item.behaviors[0].item_ids[0]',
      'item.unique_key',
    ]);
  });

  it('a template', async () => {
    const rule = { behavior: consumable(), modifiable: true, required: true };
    const template = {
      id: '',
      properties: [{ name: 'p', type: 'colour', required: true }],
      behaviors: [7, { ...rule, required: 1, extra: 2 }, rule, rule],
      allow_additional: 'no',
      color: 1,
    };
    expect(await refused('createTemplate', { template })).toEqual([
      'template.color',
      'template.id',
      'template.name',
      'template.properties[0].type',
      'template.behaviors[0]',
      'template.behaviors[1].extra',
      'template.behaviors[1].required',
      'template.behaviors[3]',
      'template.allow_additional',
    ]);
    expect(await refused('createTemplate', { template: { id: 't', name: 'T' } })).toEqual(['template.id']);
    expect(await refused('updateTemplate', { id: 't', template: { id: 'u', name: 'T' } })).toEqual(['template.id']);
  });

  it('a SKU', async () => {
    const sku = {
      sku: '',
      currency_code: 'eur',
      price: 1.5,
      items: [7, {}, { item_id: 1, unique_key: 'a' }, { item_id: 1, quantity: 1001, extra: 1 }],
    };
    expect(await refused('createSku', { sku })).toEqual([
      'sku.currency_code',
      'sku.sku',
      'sku.price',
      'sku.items[0]',
      'sku.items[0]',
      'sku.items[1]',
      'sku.items[2]',
      'sku.items[3].extra',
      'sku.items[3].quantity',
    ]);
    const good = { sku: 's', currency_code: 'EUR', price: 1, items: [{ item_id: 9 }, { unique_key: 'zz' }] };
    expect(await refused('createSku', { sku: good })).toEqual(['sku.sku', 'sku.items[0]', 'sku.items[1]']);
  });
  it('behavior data', async () => {
    const deep = JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) as unknown;
    const data = {
      consumable: { used: -1, max_use: 0 },
      own: { when: new Date(), many: NaN, text: '\0', deep, '\0': 1, no: undefined },
    };
    expect(await refused('setBehaviorData', { user, entry: 1, data })).toEqual([
      'data.own.when',
      'data.own.many',
      'data.own.text',
      `data.own.deep${'[0]'.repeat(18)}`,
      'data.own',
      'data.consumable.used',
      'data.consumable.max_use',
    ]);
    expect(await refused('setBehaviorData', { user, entry: 1, data: { consumable: 7 } })).toEqual(['data.consumable']);
    const many = { user, entry: 1, data: { own: Array.from({ length: 10_001 }, () => 1) } };
    expect(await refused('setBehaviorData', many)).toHaveLength(1);
  });
});

describe('bad input: an import of 1,000 items with one bad row', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => ({ name: `Item ${index}`, unique_key: `key-${index}` }));
  const imported = (row: object) => ({ catalogue: { items: rows.with(777, { ...rows[777]!, ...row }) } });

  it.each<[string, object, string]>([
    ['a wrong type', { sort: 'first' }, 'items[777].sort'],
    ['no unique key', { unique_key: null }, 'items[777].unique_key'],
    ['the unique key of another row', { unique_key: 'key-3' }, 'items[777].unique_key'],
    ['an unknown template', { template: 'nowhere' }, 'items[777].template'],
    ['an unknown behavior', { behaviors: [{ type_hint: 'edible' }] }, 'items[777].behaviors[0].type_hint'],
    [
      'an unknown prerequisite',
      { behaviors: [{ type_hint: 'pre_req_entitlement', item_ids: ['key-x'] }] },
      'items[777].behaviors[0].item_ids[0]',
    ],
    [
      'a cycle',
      { behaviors: [{ type_hint: 'pre_req_entitlement', item_ids: ['key-777'] }] },
      'items[777].behaviors[0].item_ids',
    ],
  ])('%s: imports nothing and names the row', async (_what, row, path) => {
    expect(await refused('importCatalogue', imported(row))).toEqual([path]);
  });

  it('rows that are no documents are named one by one', async () => {
    expect(
      await refused('importCatalogue', { catalogue: { templates: [7], items: [null], skus: ['x'], extra: [] } }),
    ).toEqual(
      expect.arrayContaining([
        'extra',
        'templates[0]',
        'items[0]',
        'skus[0]',
        'templates[0].id',
        'items[0].unique_key',
      ]),
    );
    expect(await refused('importCatalogue', { catalogue: { items: {} } })).toEqual(['items']);
  });

  it('two rows whose group settings differ are both named', async () => {
    const limited = (owned_limit: number) => ({
      behaviors: [{ type_hint: 'limited_gettable', group: { name: 'g', owned_limit, active_only: true } }],
    });
    const items = rows.with(3, { ...rows[3]!, ...limited(1) }).with(5, { ...rows[5]!, ...limited(2) });
    expect(await refused('importCatalogue', { catalogue: { items } })).toEqual(['items[3]', 'items[5]']);
  });

  it('without it all are imported, twice is once, and rows may name each other in any order', async () => {
    const engine = await world();
    const catalogue = {
      skus: [{ sku: 'set', currency_code: 'EUR', price: 5, items: [{ unique_key: 'key-999' }] }],
      items: (rows as readonly object[]).with(0, {
        ...rows[0]!,
        template: 'new',
        behaviors: [{ type_hint: 'pre_req_entitlement', item_ids: ['key-999'] }],
      }),
      templates: [{ id: 'new', name: 'New' }],
    };
    expect(await engine.importCatalogue({ catalogue })).toEqual({
      written: 1002,
      unchanged: 0,
      archived: [],
      replayed: false,
    });
    expect(await engine.importCatalogue({ catalogue })).toEqual({
      written: 0,
      unchanged: 1002,
      archived: [],
      replayed: false,
    });
    const changed = { ...catalogue, items: rows };
    expect(await engine.importCatalogue({ catalogue: changed })).toEqual({
      written: 1,
      unchanged: 1001,
      archived: [],
      replayed: false,
    });
    expect(await engine.importCatalogue({ catalogue: {} })).toEqual({
      written: 0,
      unchanged: 0,
      archived: [],
      replayed: false,
    });
    expect((await engine.items()).total).toBe(1001);
  });

  it('names at most 1,000 faults, and says so briefly', async () => {
    const engine = await world();
    const items = Array.from({ length: 1000 }, () => ({ color: 1 }));
    const error = await engine.importCatalogue({ catalogue: { items } }).catch((thrown: unknown) => thrown);
    expect((error as InvalidInputError).details.faults).toHaveLength(1000);
    expect((error as InvalidInputError).message).toMatch(/; and 995 more \(see details\.faults\)\.$/);
  });
});

describe('bad input: what does not exist', () => {
  it.each<[string, unknown, string]>([
    ['updateTemplate', { id: 'x', template: { name: 'X' } }, 'template'],
    ['deleteTemplate', { id: 'x' }, 'template'],
    ['template', 'x', 'template'],
    ['updateItem', { id: 'x', item: { name: 'X' } }, 'item'],
    ['deleteItem', { id: 9 }, 'item'],
    ['item', 'x', 'item'],
    ['grant', { user, item: 'x' }, 'item'],
    ['use', { user, item: 9 }, 'item'],
    ['check', { user, item: 'x' }, 'item'],
    ['explain', { user, item: 'x' }, 'item'],
    ['balance', { user, item: 'x' }, 'item'],
    ['updateSku', { sku: { sku: 'x', currency_code: 'EUR', price: 1, items: [{ item_id: 1 }] } }, 'sku'],
    ['deleteSku', { sku: 'x' }, 'sku'],
    ['sku', 'x', 'sku'],
    ['addBySku', { user, sku: 'x' }, 'sku'],
    ['entry', { user, entry: 9 }, 'entry'],
    ['entry', { user: 'ben', entry: 1 }, 'entry'],
    ['setStatus', { user: 'ben', entry: 1, status: 'inactive' }, 'entry'],
    ['revoke', { user, entry: 9 }, 'entry'],
    ['invoice', { user, invoice: 9 }, 'invoice'],
  ])('%s %j', async (method, input, what) => {
    const engine = await world();
    const before = await stored(engine);
    const call = (engine as unknown as Record<string, (input: unknown) => Promise<unknown>>)[method]!;
    await expect(call.call(engine, input)).rejects.toMatchObject({ code: 'not_found', details: { what } });
    expect(await stored(engine)).toEqual(before);
  });
});
