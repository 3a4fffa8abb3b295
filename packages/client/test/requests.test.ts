import { describe, expect, it } from 'vitest';
import { createClient, type Client, type ClientOptions } from '../src/index.js';
import { json, startRawServer, text } from './harness/raw-server.js';

const sent = async (call: (client: Client) => Promise<unknown>, options: Partial<ClientOptions> = {}) => {
  const { baseUrl, seen } = await startRawServer(json(200, {}));
  await call(createClient({ baseUrl, ...options }));
  return seen[0]!;
};

describe('what goes out', () => {
  it.each<readonly [string, (client: Client) => Promise<unknown>, string]>([
    ['a list without options: the defaults are the server’s', (api) => api.getEntitlementItems(), 'GET /entitlements'],
    [
      'every filter under the name of the wire',
      (api) =>
        api.getUsersInventory({
          inactive: false,
          size: 5,
          page: 2,
          filterItemName: 'a b&c=d',
          filterItemId: 3,
          filterUsername: 'ann',
          filterGroup: 'knights',
          filterDate: 'GT,123,LT,456',
        }),
      'GET /inventories?inactive=false&size=5&page=2&filter_item_name=a+b%26c%3Dd&filter_item_id=3&filter_username=ann&filter_group=knights&filter_date=GT%2C123%2CLT%2C456',
    ],
    [
      'what is undefined not at all',
      (api) => api.getUserInventories('me', { inactive: undefined, filterItemId: undefined }),
      'GET /users/me/inventory',
    ],
    [
      'what a path would be cut at, as one segment',
      (api) => api.getEntitlementTemplate('t 1/../2?x=#é'),
      'GET /entitlements/templates/t%201%2F..%2F2%3Fx%3D%23%C3%A9',
    ],
    [
      'what is written twice over, once',
      (api) => api.getEntitlementTemplate('%2e%2e'),
      'GET /entitlements/templates/%252e%252e',
    ],
    [
      'quantity, sku and info of a use',
      (api) => api.useUserEntitlementItem(7, 1, { quantity: 2, sku: 's', info: 'why not' }),
      'POST /users/7/entitlements/1/use?sku=s&quantity=2&info=why+not',
    ],
    [
      'quantity and sku of a check',
      (api) => api.check('me', 1, { quantity: 2, sku: 's' }),
      'GET /users/me/entitlements/1/check?sku=s&quantity=2',
    ],
    [
      'cascade of an item as a boolean',
      (api) => api.updateEntitlementItem(1, { entitlementItem: { name: 'a' }, cascade: true }),
      'PUT /entitlements/1?cascade=true',
    ],
    [
      'cascade of a template as a word',
      (api) => api.deleteEntitlementTemplate('t', { cascade: 'detach' }),
      'DELETE /entitlements/templates/t?cascade=detach',
    ],
  ])('is %s', async (_name, call, expected) => {
    const { method, url } = await sent(call);
    expect(`${method} ${url}`).toBe(expected);
  });

  it.each<readonly [string, (client: Client) => Promise<unknown>, string | null]>([
    ['a moment', (api) => api.updateUserInventoryExpires(1, 2, { timestamp: 1_600_000_000 }), '1600000000'],
    ['the moment 0', (api) => api.updateUserInventoryExpires(1, 2, { timestamp: 0 }), '0'],
    ['no moment', (api) => api.updateUserInventoryExpires(1, 2, { timestamp: null }), null],
    ['a status', (api) => api.updateUserInventoryStatus(1, 2, { inventoryStatus: 'inactive' }), '"inactive"'],
    ['a map', (api) => api.updateUserInventoryBehaviorData(1, 2, { data: { a: 1, n: null } }), '{"a":1,"n":null}'],
    ['an empty map', (api) => api.updateUserInventoryBehaviorData(1, 2, { data: {} }), '{}'],
    ['no map', (api) => api.updateUserInventoryBehaviorData(1, 2), null],
    ['no body', (api) => api.useUserEntitlementItem(1, 2), null],
  ])('has for %s this body, and a label only with one', async (_name, call, body) => {
    const seen = await sent(call);
    expect(seen.body).toBe(body ?? '');
    expect(seen.headers['content-type']).toBe(body === null ? undefined : 'application/json');
    expect(seen.headers.accept).toBe('application/json');
  });

  it('has the tag that an update is for', async () => {
    const options = { entitlementItem: { name: 'a' }, ifMatch: '"3"' };
    expect((await sent((api) => api.updateEntitlementItem(1, options))).headers['if-match']).toBe('"3"');
    expect((await sent((api) => api.deleteEntitlementTemplate('t', options))).headers['if-match']).toBe('"3"');
    expect((await sent((api) => api.deleteEntitlementItem(1))).headers['if-match']).toBeUndefined();
  });

  it.each(['', '.', '..'])('is nothing for an id that would name another path: %j', (id) => {
    const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
    expect(() => client.getEntitlementTemplate(id)).toThrow(TypeError);
    expect(() => client.useUserEntitlementItem(id, 1)).toThrow(TypeError);
  });

  it.each([Number.NaN, 1.5, undefined as unknown as number])('is nothing for the number %s', (id) => {
    const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
    expect(() => client.deleteEntitlementItem(id)).toThrow(TypeError);
  });
});

describe('a client', () => {
  it('sends what it was told to send with everything, in whatever case', async () => {
    const headers = { 'X-Shop': '7', Accept: 'text/plain' };
    const seen = await sent((api) => api.getEntitlementItem(1), { headers, token: 'abc' });
    expect(seen.headers).toMatchObject({ 'x-shop': '7', accept: 'text/plain', authorization: 'Bearer abc' });
  });

  it('sends no token without one', async () => {
    expect((await sent((api) => api.getEntitlementItem(1))).headers.authorization).toBeUndefined();
  });

  it('takes a base URL with a path, and a slash or none at its end', async () => {
    const { baseUrl, seen } = await startRawServer(json(200, {}));
    for (const base of [`${baseUrl}/a/b`, `${baseUrl}/a/b/`, new URL(`${baseUrl}/a/b//`)]) {
      await createClient({ baseUrl: base }).getEntitlementItem(1);
    }
    expect(new Set(seen.map(({ url }) => url))).toEqual(new Set(['/a/b/entitlements/1']));
    expect(() => createClient({ baseUrl: '/api' })).toThrow(TypeError);
  });

  it('goes through the fetch that it is given, with the credentials', async () => {
    const { baseUrl } = await startRawServer(text(200));
    const inits: RequestInit[] = [];
    const client = createClient({
      baseUrl,
      credentials: 'include',
      fetch: (input, init) => {
        inits.push(init);
        return fetch(input, init);
      },
    });
    const { useUserEntitlementItem } = client;
    await useUserEntitlementItem('me', 1);
    expect(inits).toMatchObject([{ method: 'POST', credentials: 'include', redirect: 'error' }]);
  });
});
