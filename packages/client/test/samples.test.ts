import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidRequestError, NotFoundError, type Client } from '../src/index.js';
import { startServer, type TestServer } from './harness/server.js';

/** The samples of the seed's UsersInventoryApi.md, operation by operation in its order, with the values that it gives. */
let server: TestServer;
let api: Client;
const start = Date.UTC(2026, 0, 1) / 1000;

/** User 56 has an entry, 1, of item 1. The seed's own ids are 56 throughout. */
beforeEach(async () => {
  server = await startServer();
  api = server.as('admin');
  await server.engine.createItem({
    item: { name: 'item_example', behaviors: [{ type_hint: 'consumable', max_use: 3 }] },
  });
  await server.engine.grant({ user: '56', item: 1 });
});

const left = async (user = '56') => (await server.engine.balance({ user, item: 1 })).remaining;
const entry = () => server.engine.entry({ user: '56', entry: 1 });

describe('addItemToUserInventory', () => {
  beforeEach(async () => {
    const sku = {
      sku: 'sku_example',
      description: 'One',
      currency_code: 'EUR',
      price: 199,
      items: [{ item_id: 1, quantity: 2 }],
    };
    await server.engine.createSku({ sku });
  });

  it('adds what an invoice pays for', async () => {
    const userInventoryAddRequest = { sku: 'sku_example', note: 'note_example', skip_invoice: false };
    const invoice = await api.addItemToUserInventory(57, { userInventoryAddRequest });
    expect(invoice).toMatchObject({
      user: { id: 57 },
      currency: 'EUR',
      grand_total: 1.99,
      current_payment_status: 'new',
    });
    const { content } = await server.engine.entries({ user: '57' });
    expect(content.map(({ status, invoice: id }) => [status, id])).toEqual([
      ['pending', invoice.id],
      ['pending', invoice.id],
    ]);
  });

  it('adds at once where the invoice is skipped', async () => {
    const userInventoryAddRequest = { sku: 'sku_example', note: 'note_example', skip_invoice: true, overrides: [] };
    expect((await api.addItemToUserInventory(57, { userInventoryAddRequest })).id).toBeUndefined();
    expect(await left('57')).toBe(6);
  });
});

it('checkUserEntitlementItem', async () => {
  await expect(api.checkUserEntitlementItem(56, 1)).resolves.toBeUndefined();
  await expect(api.checkUserEntitlementItem(56, 1, { sku: 'sku_example' })).rejects.toMatchObject({
    name: 'DeniedError',
    reason: 'not_held',
  });
  await expect(api.checkUserEntitlementItem(56, 2)).rejects.toBeInstanceOf(NotFoundError);
  expect(await left()).toBe(3);
});

it('createEntitlementItem', async () => {
  const group = { name: 'group_example', owned_limit: 1, active_only: true };
  const item = (owned_limit: number) => ({
    name: 'Crown',
    behaviors: [{ type_hint: 'limited_gettable' as const, group: { ...group, owned_limit } }],
  });
  expect(await api.createEntitlementItem({ entitlementItem: item(1) })).toEqual({
    id: 2,
    name: 'Crown',
    type_hint: 'entitlement',
    unique_key: null,
    category: null,
    tags: [],
    short_description: null,
    long_description: null,
    sort: 500,
    unit: 'use',
    template: null,
    additional_properties: {},
    behaviors: [{ type_hint: 'limited_gettable', group }],
    created_date: start,
    updated_date: start,
  });
  const refused = api.createEntitlementItem({ entitlementItem: item(2), cascade: false });
  await expect(refused).rejects.toMatchObject({ name: 'InvalidRequestError', code: 'group_settings_differ' });
  await api.createEntitlementItem({ entitlementItem: item(2), cascade: true });
  expect((await server.engine.item(2)).behaviors).toMatchObject([{ group: { owned_limit: 2 } }]);
});

it('createEntitlementTemplate', async () => {
  const template = {
    id: 'template_example',
    name: 'Potion',
    properties: [{ name: 'colour', type: 'text', required: true, max_length: 20 }],
    behaviors: [{ behavior: { type_hint: 'consumable', max_use: 3 }, modifiable: true, required: false }],
  } as const;
  const created = await api.createEntitlementTemplate({ template });
  expect(created).toMatchObject({ ...template, created_date: start, updated_date: start });
  expect(await server.engine.template('template_example')).toMatchObject(template);
});

it('deleteEntitlementItem', async () => {
  await expect(api.deleteEntitlementItem(1)).resolves.toBeUndefined();
  await expect(api.deleteEntitlementItem(2)).rejects.toBeInstanceOf(NotFoundError);
  expect((await api.getEntitlementItems()).content).toEqual([]);
});

it('deleteEntitlementTemplate', async () => {
  await server.engine.createTemplate({ template: { id: 'id_example', name: 'Potion' } });
  await server.engine.createItem({ item: { name: 'Elixir', template: 'id_example' } });
  await expect(api.deleteEntitlementTemplate('id_example')).rejects.toMatchObject({ code: 'template_in_use' });
  await expect(api.deleteEntitlementTemplate('id_example', { cascade: 'detach' })).resolves.toBeUndefined();
  expect((await server.engine.item(2)).template).toBeNull();
});

it('getEntitlementItem', async () => {
  expect(await api.getEntitlementItem(1)).toMatchObject({ id: 1, name: 'item_example', created_date: start });
  await expect(api.getEntitlementItem(56)).rejects.toMatchObject({ status: 404, code: 'not_found' });
});

it('getEntitlementItems', async () => {
  await server.engine.createItem({ item: { name: 'another' } });
  const names = async (options: Parameters<Client['getEntitlementItems']>[0]) =>
    (await api.getEntitlementItems(options)).content.map(({ name }) => name);
  expect(await names({ size: 25, page: 1, order: 'id:ASC' })).toEqual(['item_example', 'another']);
  expect(await names({ order: 'name:ASC' })).toEqual(['another', 'item_example']);
  expect(await api.getEntitlementItems({ size: 1, page: 2 })).toMatchObject({
    content: [{ id: 2 }],
    number: 2,
    size: 1,
    number_of_elements: 1,
    total_elements: 2,
    total_pages: 2,
    first: false,
    last: true,
    sort: [{ property: 'id', direction: 'ASC' }],
  });
});

it('getEntitlementTemplate', async () => {
  await server.engine.createTemplate({ template: { id: 'id_example', name: 'Potion' } });
  expect(await api.getEntitlementTemplate('id_example')).toMatchObject({ id: 'id_example', name: 'Potion' });
  await expect(api.getEntitlementTemplate('another')).rejects.toBeInstanceOf(NotFoundError);
});

it('getEntitlementTemplates', async () => {
  for (const id of ['a', 'b']) await server.engine.createTemplate({ template: { id, name: id } });
  const { content, total_elements } = await api.getEntitlementTemplates({ size: 1, page: 1, order: 'id:DESC' });
  expect([content.map(({ id }) => id), total_elements]).toEqual([['b'], 2]);
});

it('getUserInventories', async () => {
  await server.engine.use({ user: '56', item: 1, quantity: 3 });
  expect((await api.getUserInventories(56)).content).toEqual([]);
  const options = {
    inactive: true,
    size: 25,
    page: 1,
    filterItemName: 'item_ex',
    filterItemId: 1,
    filterDate: `GOE,${start},LT,${start + 1}`,
  };
  expect(await api.getUserInventories(56, options)).toMatchObject({
    content: [{ id: 1, user: { id: 56 }, item_id: 1, item_name: 'item_example', status: 'inactive', expires: null }],
    total_elements: 1,
  });
  expect(await api.getUserInventories(56, { ...options, filterDate: `GT,${start}` })).toMatchObject({ content: [] });
  expect(await api.getUserInventories(56, { ...options, filterItemName: 'example' })).toMatchObject({ content: [] });
  const refused = api.getUserInventories(56, { filterUsername: 'filter_username_example', filterGroup: 'g' });
  await expect(refused).rejects.toBeInstanceOf(InvalidRequestError);
});

it('getUserInventory', async () => {
  expect(await api.getUserInventory(56, 1)).toEqual({
    id: 1,
    user: { id: 56 },
    item_id: 1,
    item_name: 'item_example',
    item_type_hint: 'entitlement',
    invoice_id: null,
    status: 'active',
    expires: null,
    behavior_data: {},
    created_date: start,
    updated_date: start,
  });
  await expect(api.getUserInventory(57, 1)).rejects.toBeInstanceOf(NotFoundError);
});

it('getUserInventoryLog', async () => {
  await api.useUserEntitlementItem('56', 1, { info: 'info_example' });
  const { content, total_elements } = await api.getUserInventoryLog('56', 1, { size: 25, page: 1 });
  expect(total_elements).toBe(2);
  expect(
    content.map(({ type, info, user_inventory, log_date }) => [type, info ?? null, user_inventory, log_date]),
  ).toEqual([
    ['used', 'info_example', 1, start],
    ['granted', null, 1, start],
  ]);
});

it('getUsersInventory', async () => {
  await server.engine.grant({ user: '57', item: 1 });
  const owners = async (options: Parameters<Client['getUsersInventory']>[0]) =>
    (await api.getUsersInventory(options)).content.map(({ user }) => user.id);
  expect(await owners({ inactive: false, size: 25, page: 1 })).toEqual([56, 57]);
  expect(await owners({ size: 1, page: 2, filterItemId: 1 })).toEqual([57]);
  expect(await owners({ filterItemId: 56 })).toEqual([]);
});

it('grantUserEntitlement', async () => {
  await expect(api.grantUserEntitlement(57, { entitlement_id: 1 })).resolves.toBeUndefined();
  expect(await left('57')).toBe(3);
});

it('updateEntitlementItem', async () => {
  const entitlementItem = { name: 'Renamed', behaviors: [{ type_hint: 'consumable' as const, max_use: 5 }] };
  await expect(api.updateEntitlementItem(1, { cascade: false, entitlementItem })).resolves.toBeUndefined();
  expect(await server.engine.item(1)).toMatchObject({ name: 'Renamed', behaviors: [{ max_use: 5 }] });
});

it('updateEntitlementTemplate', async () => {
  await server.engine.createTemplate({ template: { id: 'id_example', name: 'Potion' } });
  server.clock.advance({ seconds: 2 });
  const updated = await api.updateEntitlementTemplate('id_example', { template: { name: 'Elixir' } });
  expect(updated).toMatchObject({ id: 'id_example', name: 'Elixir', created_date: start, updated_date: start + 2 });
});

it('updateUserInventoryBehaviorData', async () => {
  await api.updateUserInventoryBehaviorData(56, 1, { data: { score: 7, nothing: null } });
  expect((await entry()).data).toMatchObject({ score: 7, nothing: null });
  await api.updateUserInventoryBehaviorData(56, 1);
  expect((await entry()).data).toEqual({});
});

it('updateUserInventoryExpires', async () => {
  await api.updateUserInventoryExpires(56, 1, { timestamp: start + 789 });
  expect((await entry()).expires).toEqual(new Date((start + 789) * 1000));
  await api.updateUserInventoryExpires(56, 1);
  expect((await entry()).expires).toBeNull();
  await api.updateUserInventoryExpires(56, 1, { timestamp: 0 });
  expect((await entry()).status).toBe('inactive');
});

it('updateUserInventoryStatus', async () => {
  for (const inventoryStatus of ['inactive', 'pending', 'active'] as const) {
    await api.updateUserInventoryStatus(56, 1, { inventoryStatus });
    expect((await entry()).status).toBe(inventoryStatus);
  }
});

it('useUserEntitlementItem', async () => {
  await expect(api.useUserEntitlementItem('56', 1, { info: 'info_example' })).resolves.toBeUndefined();
  expect(await left()).toBe(2);
  const log = await server.engine.log({ user: '56', types: ['used'] });
  expect(log.content.map(({ info }) => info)).toEqual(['info_example']);
  await expect(api.useUserEntitlementItem('56', 1, { sku: 'sku_example' })).rejects.toMatchObject({
    reason: 'not_held',
  });
});
