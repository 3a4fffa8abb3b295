import { beforeEach, describe, expect, it } from 'vitest';
import { hashClientSecret, jwt } from '@holdall/server';
import { createClient, ForbiddenError, InvalidTokenError, oauthTokens, PreconditionFailedError } from '../src/index.js';
import type { Client } from '../src/index.js';
import { startServer, type TestServer } from './harness/server.js';

/** What there is beyond Knetik's 21 operations. Ann is user 7 and holds a potion of three uses. */
let server: TestServer;
let admin: Client;
let ann: Client;
const start = Date.UTC(2026, 0, 1) / 1000;

beforeEach(async () => {
  server = await startServer();
  admin = server.as('admin');
  ann = server.as('ann');
  const behaviors = [{ type_hint: 'consumable', max_use: 3 }];
  await server.engine.createItem({ item: { name: 'Potion', behaviors } });
  await server.engine.grant({ user: '7', item: 1 });
});

const all = async <T>(values: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
};

describe('check', () => {
  it('answers what use would do, and does not do it', async () => {
    expect(await ann.check('me', 1, { quantity: 3 })).toEqual({ allowed: true });
    expect(await ann.check('me', 1, { quantity: 4 })).toEqual({
      allowed: false,
      reason: 'insufficient_uses',
      facts: { requested: 4, left: 3 },
      denials: [
        { rule: 'consumable', reason: 'insufficient_uses', itemId: 1, facts: { requested: 4, left: 3 }, retryAt: null },
      ],
      retryAt: null,
    });
  });

  it('says from when on time alone will have changed the answer', async () => {
    const behaviors = [{ type_hint: 'time_period_usable', max_use: 1, time_length: 90, unit_of_time: 'second' }];
    await server.engine.createItem({ item: { name: 'Slow potion', behaviors } });
    await server.engine.grant({ user: '7', item: 2 });
    await ann.useUserEntitlementItem('me', 2);
    const denied = await ann.check('me', 2);
    expect(denied).toMatchObject({ allowed: false, retryAt: new Date((start + 90) * 1000) });
  });

  it('throws what is no decision', async () => {
    await expect(ann.check(8, 1)).rejects.toBeInstanceOf(ForbiddenError);
    await expect(server.as('ann', { token: 'nobody' }).check('me', 1)).rejects.toBeInstanceOf(InvalidTokenError);
    await expect(ann.check('me', 9)).rejects.toMatchObject({ status: 404 });
    await expect(admin.check('me', 1)).rejects.toBeInstanceOf(ForbiddenError);
  });
});

it('quantity uses all of it or nothing', async () => {
  await ann.useUserEntitlementItem('me', 1, { quantity: 2 });
  await expect(ann.useUserEntitlementItem('me', 1, { quantity: 2 })).rejects.toMatchObject({
    reason: 'insufficient_uses',
  });
  expect(await ann.getUserEntitlementBalance('me', 1)).toEqual({
    user: { id: 7 },
    item_id: 1,
    unit: 'use',
    remaining: 1,
    entries: [{ user_inventory: 1, remaining: 1, expires: null }],
  });
});

it('explain shows every rule and every entry', async () => {
  const explanation = await ann.explainUserEntitlementItem('me', 1, { quantity: 4 });
  expect(explanation).toMatchObject({
    user: { id: 7 },
    item: { id: 1, name: 'Potion', archived: false },
    get: { allowed: true, reason: null },
    use: { allowed: false, reason: 'insufficient_uses', retry_at: null },
    remaining: 3,
    entries: [{ entry: { id: 1, status: 'active' }, remaining: 3, behaviors: [{ behavior: 'consumable' }] }],
  });
  expect(explanation.use.rules.map(({ rule, allowed }) => [rule, allowed])).toContainEqual(['consumable', false]);
});

describe('lists by cursor', () => {
  it('give every entry once, however few come at a time', async () => {
    for (const user of ['7', '8', '7', '8']) await server.engine.grant({ user, item: 1 });
    const ids = async (size: number) => (await all(admin.eachUsersInventory({ size }))).map(({ id }) => id);
    expect((await ids(1)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    expect(await ids(2)).toEqual(await ids(1));
    expect((await all(ann.eachUserInventory('me', { size: 2 }))).map(({ user }) => user.id)).toEqual([7, 7, 7]);
    expect(await all(ann.eachUserInventory('me', { filterItemName: 'Crown' }))).toEqual([]);
  });

  it('ask for no more than is wanted', async () => {
    for (let more = 0; more < 3; more += 1) await server.engine.grant({ user: '7', item: 1 });
    let requests = 0;
    const counting = server.as('ann', {
      fetch: (input, init) => {
        requests += 1;
        return fetch(input, init);
      },
    });
    for await (const entry of counting.eachUserInventory('me', { size: 2 })) if (entry.id === 2) break;
    expect(requests).toBe(1);
  });

  it('go through the log of an entry, and the history of a user', async () => {
    await server.engine.grant({ user: '7', item: 1 });
    for (let more = 0; more < 4; more += 1) {
      server.clock.advance({ seconds: 1 });
      await ann.useUserEntitlementItem('me', 1);
    }
    const types = (records: readonly { readonly type: string; readonly user_inventory: number }[]) =>
      records.map(({ type, user_inventory }) => `${type} ${user_inventory}`);
    expect(types(await all(ann.eachUserInventoryLog('me', 1, { size: 1 })))).toEqual([
      'used 1',
      'used 1',
      'used 1',
      'granted 1',
    ]);
    const history = types(await all(ann.eachUserInventoryHistory('me', { size: 2 })));
    expect(history).toEqual(['used 2', 'used 1', 'used 1', 'used 1', 'granted 2', 'granted 1']);
    const part = await ann.getUserInventoryHistory('me', { size: 4 });
    expect([types(part.content), part.last]).toEqual([history.slice(0, 4), false]);
    const rest = await ann.getUserInventoryHistory('me', { size: 4, cursor: part.next_cursor! });
    expect([types(rest.content), rest.last, rest.next_cursor]).toEqual([history.slice(4), true, null]);
  });
});

describe('tags', () => {
  it('let nobody write over what they have not seen: an item', async () => {
    const { resource, etag } = await admin.getEntitlementItemWithEtag(1);
    await admin.updateEntitlementItem(1, { entitlementItem: { ...resource, name: 'Elixir' }, ifMatch: etag });
    const late = { entitlementItem: { ...resource, name: 'Brew' }, ifMatch: etag };
    await expect(admin.updateEntitlementItem(1, late)).rejects.toBeInstanceOf(PreconditionFailedError);
    await expect(admin.deleteEntitlementItem(1, { ifMatch: etag })).rejects.toMatchObject({ status: 412 });
    expect((await admin.getEntitlementItem(1)).name).toBe('Elixir');
    await admin.deleteEntitlementItem(1, { ifMatch: (await admin.getEntitlementItemWithEtag(1)).etag });
  });

  it('let nobody write over what they have not seen: a template', async () => {
    await admin.createEntitlementTemplate({ template: { id: 'drink', name: 'Drink' } });
    const { resource, etag } = await admin.getEntitlementTemplateWithEtag('drink');
    expect(resource.name).toBe('Drink');
    await admin.updateEntitlementTemplate('drink', { template: { name: 'Food' }, ifMatch: etag });
    const late = admin.deleteEntitlementTemplate('drink', { ifMatch: etag });
    await expect(late).rejects.toBeInstanceOf(PreconditionFailedError);
  });
});

it('SKUs are created, read and listed, and what they sell is paid', async () => {
  const sku = {
    sku: 'two',
    description: 'Two potions',
    currency_code: 'EUR',
    original_price: 1.99,
    items: [{ item_id: 1, quantity: 2 }],
  };
  expect(await admin.createSku({ sku })).toEqual({ ...sku, price: 1.99, created_date: start, updated_date: start });
  expect(await ann.getSku('two')).toMatchObject(sku);
  expect(await ann.getSkus({ size: 1 })).toMatchObject({ content: [sku], total_elements: 1 });
  const userInventoryAddRequest = { sku: 'two', note: 'a gift', skip_invoice: false };
  const { id } = await admin.addItemToUserInventory(7, { userInventoryAddRequest });
  expect(await ann.getInvoice('me', id!)).toMatchObject({
    order_notes: 'a gift',
    current_payment_status: 'new',
    grand_total: 1.99,
  });
  expect(await ann.check('me', 1, { sku: 'two' })).toMatchObject({ allowed: false });
  const paid = await admin.updateInvoicePaymentStatus(7, id!, { paymentStatus: 'paid' });
  expect(paid).toMatchObject({ id, current_payment_status: 'paid', current_fulfillment_status: 'fulfilled' });
  expect(await ann.check('me', 1, { sku: 'two', quantity: 6 })).toEqual({ allowed: true });
});

it('behaviors are listed with their settings', async () => {
  const behaviors = await ann.getBehaviors();
  const consumable = behaviors.find(({ type_hint }) => type_hint === 'consumable');
  expect(consumable?.properties).toMatchObject([{ name: 'max_use', type: 'integer', required: false }]);
});

describe('events', () => {
  it('come as they happen, and go on after the last one that is known', async () => {
    const received = ann.getUserInventoryEvents('me', { lastEventId: '0' })[Symbol.asyncIterator]();
    const next = async () => (await received.next()).value!;
    const granted = await next();
    expect(granted.event).toMatchObject({ type: 'granted', item_id: 1, user_inventory: 1, log_date: start });
    await ann.useUserEntitlementItem('me', 1, { info: 'first' });
    const used = await next();
    expect(used.event).toMatchObject({ type: 'used', info: 'first', quantity: 1, actor: 'ann' });
    await received.return!();
    await ann.useUserEntitlementItem('me', 1, { quantity: 2, info: 'last' });
    const types: string[] = [];
    for await (const { event } of ann.getUserInventoryEvents('me', { lastEventId: used.lastEventId })) {
      types.push(`${event.type} ${event.info}`);
      if (event.type === 'used_up') break;
    }
    expect(types).toEqual(['used last', 'used_up last']);
  });

  it('are the business of their user alone', async () => {
    const events = ann.getUserInventoryEvents(8)[Symbol.asyncIterator]();
    await expect(events.next()).rejects.toBeInstanceOf(ForbiddenError);
  });
});

it('the export holds every record, and as lines what the engine exports', async () => {
  const kinds = (await all(admin.exportEverything())).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['counters', 'item', 'entry', 'log']));
  const lines = await all(admin.exportLines());
  expect(lines.map((line) => `${line}\n`).join('')).toBe((await all(server.engine.export())).join(''));
  await expect(all(ann.exportLines())).rejects.toBeInstanceOf(ForbiddenError);
});

describe('tokens', () => {
  const secret = 'a secret of at least thirty-two bytes';
  const clientSecret = 'salt & pepper + more';

  it('are asked for by a program and by a user, and are good for calls', async () => {
    const clients = [
      { id: 'shop', secretHash: await hashClientSecret(clientSecret), permissions: ['INVENTORY_ADMIN'] },
      { id: 'game', secretHash: null, permissions: [] },
    ] as const;
    const verifyPassword = (name: string, word: string) => (name === 'ann' && word === 'p+w' ? { user: '7' } : null);
    const { engine, baseUrl } = await startServer({
      authenticate: jwt({ secret }),
      tokens: { secret, clients, verifyPassword },
    });
    await engine.createItem({ item: { name: 'Potion' } });
    const shop = oauthTokens({ baseUrl, grant: { type: 'client_credentials', clientId: 'shop', clientSecret } });
    await createClient({ baseUrl, token: shop }).grantUserEntitlement(7, { entitlement_id: 1 });
    const password = { type: 'password', clientId: 'game', username: 'ann' } as const;
    const game = oauthTokens({ baseUrl, grant: { ...password, password: 'p+w' } });
    expect(await createClient({ baseUrl, token: game }).check('me', 1)).toEqual({ allowed: true });
    const wrong = createClient({ baseUrl }).getOAuthToken({ ...password, password: 'p w' });
    await expect(wrong).rejects.toMatchObject({ status: 400, code: 'invalid_grant' });
    const { access_token, expires_in } = await createClient({ baseUrl }).getOAuthToken({
      ...password,
      password: 'p+w',
    });
    expect(expires_in).toBe(3600);
    expect(await createClient({ baseUrl, token: access_token }).check('me', 1)).toEqual({ allowed: true });
  });
});
