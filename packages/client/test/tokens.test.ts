import { describe, expect, it } from 'vitest';
import { createClient, oauthTokens, type Grant, type OAuthOptions } from '../src/index.js';
import { json, startRawServer, text, type Reply } from './harness/raw-server.js';
import { testWorld } from './harness/world.js';

const grant: Grant = { type: 'client_credentials', clientId: 'shop', clientSecret: 's&s', scope: 'INVENTORY_ADMIN' };
const token = (name: string, expires_in: unknown = 3600): Reply =>
  json(200, { access_token: name, token_type: 'bearer', expires_in, scope: '' });

const start = async (options: Partial<OAuthOptions>, ...replies: readonly Reply[]) => {
  const { baseUrl, seen } = await startRawServer(...replies);
  const world = testWorld();
  return { baseUrl, seen, world, source: oauthTokens({ baseUrl, grant, world, ...options }) };
};

/** Until what was begun in the background has had its answer: the source then gives another token. */
const untilOtherThan = async (old: string, get: () => Promise<string>): Promise<string> => {
  for (;;) {
    const latest = await get();
    if (latest !== old) return latest;
    await new Promise(setImmediate);
  }
};

describe('tokens', () => {
  it('are asked for as a form, once for all who wait', async () => {
    const { source, seen } = await start({}, token('a'));
    expect(await Promise.all([source.get(), source.get(), source.get()])).toEqual(['a', 'a', 'a']);
    expect(await source.get()).toBe('a');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/oauth/token',
      body: 'grant_type=client_credentials&client_id=shop&client_secret=s%26s&scope=INVENTORY_ADMIN',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(seen[0]!.headers['idempotency-key']).toBeUndefined();
  });

  it('are asked for a user with a password', async () => {
    const password: Grant = { type: 'password', clientId: 'game', username: 'ann', password: 'p+w' };
    const { source, seen } = await start({ grant: password }, token('a'));
    await source.get();
    expect(seen[0]!.body).toBe('grant_type=password&client_id=game&username=ann&password=p%2Bw');
  });

  it('are replaced ahead of their end, while calls go on with the old', async () => {
    let asked = 0;
    const counting: OAuthOptions['fetch'] = (input, init) => {
      asked += 1;
      return fetch(input, init);
    };
    const { source, seen, world } = await start({ fetch: counting }, token('a', 100), token('b', 100));
    await source.get();
    await world.wait(49_999);
    expect([await source.get(), asked]).toEqual(['a', 1]);
    await world.wait(1);
    expect([await source.get(), asked]).toEqual(['a', 2]);
    expect(await untilOtherThan('a', () => source.get())).toBe('b');
    expect(seen).toHaveLength(2);
  });

  it('are good to their end where a new one cannot be had, and no longer', async () => {
    const { source, seen, world } = await start({ retries: 0 }, token('a', '1000'), text(500), text(500));
    await source.get();
    await world.wait(999_999);
    expect(await source.get()).toBe('a');
    await world.wait(1);
    await expect(source.get()).rejects.toMatchObject({ status: 500 });
    expect(seen.length).toBeGreaterThanOrEqual(2);
  });

  it('whose life nobody tells are taken to last an hour', async () => {
    const { source, world } = await start({}, token('a', undefined), token('b'));
    await source.get();
    await world.wait(3_539_999);
    expect(await source.get()).toBe('a');
    await world.wait(60_001);
    expect(await source.get()).toBe('b');
  });

  it('that are refused are replaced, once', async () => {
    const { source, seen } = await start({}, token('a'), token('b'));
    await source.get();
    source.refused('a');
    expect(await source.get()).toBe('b');
    source.refused('a');
    expect(await source.get()).toBe('b');
    expect(seen).toHaveLength(2);
  });

  it('may take some tries, but who waits for one can leave', async () => {
    const controller = new AbortController();
    const leave: Reply = () => controller.abort(new Error('enough'));
    const { source } = await start({}, text(503), leave);
    await expect(source.get(controller.signal)).rejects.toThrow('enough');
  });

  it('are refused in OAuth’s words', async () => {
    const { source, seen } = await start({}, json(401, { error: 'invalid_client', error_description: 'No.' }));
    await expect(source.get()).rejects.toMatchObject({ status: 401, code: 'invalid_client', message: 'No.' });
    expect(seen).toHaveLength(1);
  });
});

describe('a call', () => {
  const unauthorized = json(401, { error: 'invalid_token', error_description: 'It is over.' });

  it('is made again with another token where the first was not taken', async () => {
    const { baseUrl, seen, source } = await start({}, token('a'), unauthorized, token('b'), json(200, { id: 1 }));
    const client = createClient({ baseUrl, token: source, retries: 0 });
    expect(await client.getEntitlementItem(1)).toEqual({ id: 1 });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer a', undefined, 'Bearer b']);
  });

  it('is refused where the other is not taken either', async () => {
    const { baseUrl, seen, source } = await start({}, token('a'), unauthorized, token('b'), unauthorized);
    const client = createClient({ baseUrl, token: source });
    await expect(client.getEntitlementItem(1)).rejects.toMatchObject({ name: 'InvalidTokenError' });
    expect(seen).toHaveLength(4);
  });

  it('is refused at once where there is no other', async () => {
    const { baseUrl, seen } = await start({}, unauthorized);
    const client = createClient({ baseUrl, token: () => 'always' });
    await expect(client.getEntitlementItem(1)).rejects.toMatchObject({ name: 'InvalidTokenError' });
    expect(seen).toHaveLength(1);
  });

  it('is not made where no token can be had, and that is not tried over and over', async () => {
    const { baseUrl, seen, source } = await start({ retries: 1 }, text(503));
    const client = createClient({ baseUrl, token: source, world: testWorld() });
    await expect(client.getEntitlementItem(1)).rejects.toMatchObject({ status: 503 });
    expect(seen.map(({ url }) => url)).toEqual(['/oauth/token', '/oauth/token']);
  });

  it('asks a function for its token each time', async () => {
    const { baseUrl, seen } = await start({}, json(200, {}));
    let turn = 0;
    const client = createClient({ baseUrl, token: async () => `t${(turn += 1)}` });
    await client.getEntitlementItem(1);
    await client.getEntitlementItem(1);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  });
});
