import { InvalidInputError } from '@holdall/core';
import { expect, describe, it } from 'vitest';
import { apiKeys, firstOf, InvalidTokenError, jwt, makeApiKey, type ApiKey } from '../../src/index.js';
import { startServer } from '../harness/server.js';
import { bearer, secret, sign } from './tokens.js';

describe('an API key', () => {
  it('opens what its owner may, and no more', async () => {
    const [ann, shop] = [
      makeApiKey({ name: 'ann at home', user: '7' }),
      makeApiKey({ name: 'shop', permissions: ['INVENTORY_ADMIN'] }),
    ];
    const { send } = await startServer({
      plugin: () => ({ authenticate: apiKeys({ keys: [ann.stored, shop.stored] }) }),
    });
    const statusOf = async (key: string, user: string) =>
      (await send(`GET /users/${user}/inventory`, bearer(key))).status;
    expect([await statusOf(ann.key, 'me'), await statusOf(ann.key, '7'), await statusOf(ann.key, '8')]).toEqual([
      200, 200, 403,
    ]);
    expect([await statusOf(shop.key, 'me'), await statusOf(shop.key, '7')]).toEqual([403, 200]);
  });

  it('stands in the log by its name', async () => {
    const shop = makeApiKey({ name: 'shop', permissions: ['INVENTORY_ADMIN'] });
    const { send, engine } = await startServer({ plugin: () => ({ authenticate: apiKeys({ keys: [shop.stored] }) }) });
    await engine.createItem({ item: { name: 'Potion' } });
    expect(
      (await send('POST /users/7/entitlements', { ...bearer(shop.key), body: { entitlement_id: 1 } })).status,
    ).toBe(202);
    expect((await engine.log({ user: '7' })).content.map(({ actor }) => actor)).toContain('shop');
  });

  it('cannot be called with by whoever reads what is stored', async () => {
    const { key, stored } = makeApiKey({ name: 'ann', user: '7' });
    const { send } = await startServer({ plugin: () => ({ authenticate: apiKeys({ keys: [stored] }) }) });
    expect(JSON.stringify(stored)).not.toContain(key.split('_')[2]);
    const tries = [
      stored.hash,
      stored.id,
      `holdall_${stored.id}_${stored.hash}`,
      `holdall_${stored.id}_${'A'.repeat(43)}`,
    ];
    for (const token of [...tries, key.slice(0, -1), `${key}A`, key.toUpperCase(), otherEnd(key)]) {
      expect([token, (await send('GET /entitlements', bearer(token))).status]).toEqual([token, 401]);
    }
    expect((await send('GET /entitlements', bearer(key))).status).toBe(200);
  });

  it('is over from the very millisecond in `expires`', async () => {
    const expires = new Date('2026-01-01T00:00:10Z');
    const { key, stored } = makeApiKey({ name: 'ann', user: '7', expires });
    const { send, clock } = await startServer({
      plugin: (time) => ({ authenticate: apiKeys({ keys: [stored], clock: time }) }),
    });
    clock.set(new Date(expires.getTime() - 1));
    expect((await send('GET /entitlements', bearer(key))).status).toBe(200);
    clock.set(expires);
    const refused = await send('GET /entitlements', bearer(key));
    expect([refused.status, refused.json]).toEqual([
      401,
      { error: 'invalid_token', error_description: expect.stringContaining('over') },
    ]);
  });

  it('is revoked at once where the host looks it up', async () => {
    const { key, stored } = makeApiKey({ name: 'ann', user: '7' });
    const kept = new Map([[stored.id, stored]]);
    const keys = async (id: string) => kept.get(id) ?? null;
    const { send } = await startServer({ plugin: () => ({ authenticate: apiKeys({ keys }) }) });
    expect((await send('GET /entitlements', bearer(key))).status).toBe(200);
    kept.clear();
    expect((await send('GET /entitlements', bearer(key))).status).toBe(401);
  });

  it('is made of chance: two are never alike', () => {
    const made = Array.from({ length: 100 }, () => makeApiKey({ name: 'a' }));
    expect(new Set(made.flatMap(({ key, stored }) => [key, stored.id, stored.hash])).size).toBe(300);
    expect(made.every(({ key }) => /^holdall_[0-9a-f]{16}_[\w-]{43}$/.test(key))).toBe(true);
  });

  it('is refused at the start with every fault', () => {
    const good = makeApiKey({ name: 'ann' }).stored;
    const bad = {
      id: '1',
      hash: 'the key itself',
      name: '',
      user: '',
      permissions: ['ROOT'],
      expires: '2026-01-01',
    } as unknown as ApiKey;
    const refused = (): unknown => apiKeys({ keys: [good, bad, good] });
    expect(refused).toThrow(InvalidInputError);
    const paths = ['id', 'hash', 'name', 'user', 'permissions', 'expires'].map((field) => `keys[1].${field}`);
    expect(refused).toThrow(
      expect.objectContaining({
        details: { faults: [...paths, 'keys'].map((path) => ({ path, message: expect.any(String) })) },
      }),
    );
  });
});

describe('firstOf', () => {
  it('knows whoever one of its ways knows', async () => {
    const { key, stored } = makeApiKey({ name: 'ann', user: '7' });
    const { send } = await startServer({
      plugin: (clock) => ({
        authenticate: firstOf(jwt({ secret, clock }), apiKeys({ keys: [stored], clock })),
      }),
    });
    const statusOf = async (token: string) => (await send('GET /users/7/inventory', bearer(token))).status;
    expect([await statusOf(key), await statusOf(await sign()), await statusOf('neither')]).toEqual([200, 200, 401]);
  });

  it('asks the next when one refuses the token, and passes on what the first refusal said', async () => {
    const { key, stored } = makeApiKey({ name: 'ann', user: '7' });
    const none = apiKeys({ keys: [] });
    const token = { token: key, headers: {} };
    expect(await firstOf(none, apiKeys({ keys: [stored] }))(token)).toMatchObject({ user: '7' });
    await expect(firstOf(none, async () => null)(token)).rejects.toThrow(/unknown, or revoked/);
    const other = async () => Promise.reject(new InvalidTokenError('the second refusal'));
    await expect(firstOf(none, other)(token)).rejects.toThrow(/unknown, or revoked/);
    expect(await firstOf()(token)).toBeNull();
  });

  it('asks nobody else when one fails: a failure opens nothing', async () => {
    const { key, stored } = makeApiKey({ name: 'ann', user: '7' });
    const failing = async () => Promise.reject(new Error('the store of keys is away'));
    const { send } = await startServer({
      plugin: () => ({ authenticate: firstOf(failing, apiKeys({ keys: [stored] })) }),
    });
    const failed = await send('GET /entitlements', bearer(key));
    expect([failed.status, failed.text.includes('store of keys')]).toEqual([500, false]);
  });
});

/** With another last digit, of which there are several that mean the same bytes: a text is compared, not what it means. */
const otherEnd = (key: string): string => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return key.slice(0, -1) + digits[digits.indexOf(key.at(-1)!) ^ 1]!;
};
