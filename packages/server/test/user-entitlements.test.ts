import { describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './harness/server.js';

/** A server with an item of two uses, which Ann (user 7) has one entry of. */
const startWithPotion = async (): Promise<TestServer> => {
  const server = await startServer();
  const behaviors = [{ type_hint: 'consumable', max_use: 2 }];
  await server.engine.createItem({ item: { name: 'Potion', behaviors } });
  await server.engine.grant({ user: '7', item: 1 });
  return server;
};

const left = async ({ engine }: TestServer, user = '7'): Promise<number | null> =>
  (await engine.balance({ user, item: 1 })).remaining;

describe('POST /users/{user_id}/entitlements', () => {
  it('grants, with 202 and nothing else', async () => {
    const server = await startWithPotion();
    const granted = await server.send('POST /users/8/entitlements', { body: { entitlement_id: 1 } });
    expect([granted.status, granted.text]).toEqual([202, '']);
    expect(await left(server, '8')).toBe(2);
  });

  it('tolerates a trailing slash, as a live caller sends it', async () => {
    const { send } = await startWithPotion();
    expect((await send('POST /users/8/entitlements/', { body: { entitlement_id: 1 } })).status).toBe(202);
  });

  it('grants once for one key, however often it is sent', async () => {
    const server = await startWithPotion();
    const headers = { 'idempotency-key': 'order-17' };
    const send = () => server.send('POST /users/8/entitlements', { body: { entitlement_id: 1 }, headers });
    expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
    expect((await server.engine.entries({ user: '8' })).total).toBe(1);
  });

  it.each([
    ['an unknown item', { entitlement_id: 2 }, 404],
    ['no item', {}, 400],
    ['a text', { entitlement_id: '1' }, 400],
    ['no body', undefined, 400],
  ])('refuses %s', async (_name, body, status) => {
    const { send } = await startWithPotion();
    expect((await send('POST /users/8/entitlements', { body })).status).toBe(status);
  });

  it('is for administrators: not for the user, not even for one who says `me`', async () => {
    const server = await startWithPotion();
    for (const user of ['7', 'me']) {
      const refused = await server.send(`POST /users/${user}/entitlements`, { as: 'ann', body: { entitlement_id: 1 } });
      expect([refused.status, refused.json]).toEqual([403, expect.objectContaining({ code: 1301 })]);
    }
    expect(await left(server)).toBe(2);
  });
});

describe('GET /users/{user_id}/entitlements/{item_id}/check', () => {
  it('answers with its status alone, and consumes nothing', async () => {
    const server = await startWithPotion();
    const allowed = await server.send('GET /users/7/entitlements/1/check', { as: 'ann' });
    expect([allowed.status, allowed.text]).toEqual([200, '']);
    expect(await left(server)).toBe(2);
  });

  it('says why not, with the facts, in the envelope of errors', async () => {
    const { send } = await startWithPotion();
    const denied = await send('GET /users/7/entitlements/1/check?quantity=3');
    expect(denied.status).toBe(400);
    expect(denied.json).toMatchObject({
      code: 1100,
      result: [
        {
          details: {
            code: 'denied',
            reason: 'insufficient_uses',
            retry_at: null,
            denials: [{ rule: 'consumable', item_id: 1, facts: { requested: 3, left: 2 }, retry_at: null }],
          },
        },
      ],
    });
  });

  it('says from which second on the answer will be another', async () => {
    const { send, engine, clock } = await startWithPotion();
    const window = { type_hint: 'time_period_usable', max_use: 1, time_length: 90, unit_of_time: 'second' };
    await engine.createItem({ item: { name: 'Slow potion', behaviors: [window] } });
    await engine.grant({ user: '7', item: 2 });
    clock.advance({ milliseconds: 1 });
    await engine.use({ user: '7', item: 2 });
    const denied = await send('GET /users/me/entitlements/2/check', { as: 'ann' });
    const retryAt = Date.UTC(2026, 0, 1) / 1000 + 91;
    expect(denied.json).toMatchObject({ result: [{ details: { retry_at: retryAt } }] });
    clock.set(new Date(retryAt * 1000));
    expect((await send('GET /users/me/entitlements/2/check', { as: 'ann' })).status).toBe(200);
  });

  it('asks guest_playable of guests only', async () => {
    const { send, engine } = await startWithPotion();
    const behaviors = [{ type_hint: 'guest_playable', allowed: false, leaderboard: false }];
    await engine.createItem({ item: { name: 'Members only', behaviors } });
    for (const user of ['7', '9']) await engine.grant({ user, item: 2 });
    expect((await send('GET /users/me/entitlements/2/check', { as: 'guest' })).status).toBe(400);
    expect((await send('GET /users/me/entitlements/2/check', { as: 'ann' })).status).toBe(200);
  });
});

describe('POST /users/{user_id}/entitlements/{item_id}/use', () => {
  it('uses one, until it is used up', async () => {
    const server = await startWithPotion();
    const use = () => server.send('POST /users/me/entitlements/1/use?sku=&info=why+not', { as: 'ann' });
    const answers = [await use(), await use(), await use()];
    expect(answers.map(({ status, text }) => [status, text === ''])).toEqual([
      [200, true],
      [200, true],
      [400, false],
    ]);
    expect(answers[2]!.json).toMatchObject({ result: [{ details: { reason: 'used_up' } }] });
    const log = await server.engine.log({ user: '7', types: ['used'] });
    expect(log.content.map(({ actor, info }) => [actor, info])).toEqual([
      ['ann', 'why not'],
      ['ann', 'why not'],
    ]);
  });

  it('uses all of a quantity or nothing', async () => {
    const server = await startWithPotion();
    expect((await server.send('POST /users/7/entitlements/1/use?quantity=3')).status).toBe(400);
    expect(await left(server)).toBe(2);
    expect((await server.send('POST /users/7/entitlements/1/use?quantity=2')).status).toBe(200);
    expect(await left(server)).toBe(0);
  });

  it.each(['0', '-1', '1.5', '1e3', 'one', '9007199254740993'])('refuses the quantity %s', async (quantity) => {
    const server = await startWithPotion();
    const refused = await server.send(`POST /users/7/entitlements/1/use?quantity=${quantity}`);
    expect([refused.status, refused.json]).toEqual([
      400,
      expect.objectContaining({ result: [expect.objectContaining({ field: 'quantity' })] }),
    ]);
    expect(await left(server)).toBe(2);
  });

  it('repeats its first answer for one key, also when that was a refusal', async () => {
    const server = await startWithPotion();
    const use = (quantity: number, key: string) =>
      server.send(`POST /users/7/entitlements/1/use?quantity=${quantity}`, { headers: { 'idempotency-key': key } });
    expect((await use(3, 'a')).status).toBe(400);
    await server.engine.grant({ user: '7', item: 1 });
    const again = await use(3, 'a');
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([400, 'true']);
    expect([(await use(1, 'b')).status, (await use(1, 'b')).status]).toEqual([200, 200]);
    expect(await left(server)).toBe(3);
  });
});

describe('GET /users/{id}/inventory', () => {
  it('lists entries in the envelope of a page, with times in seconds and ids as numbers', async () => {
    const { send, clock, engine } = await startWithPotion();
    clock.advance({ milliseconds: 1999 });
    await engine.grant({ user: '7', item: 1, expires: new Date(Date.UTC(2026, 1, 1)) });
    const list = await send('GET /users/me/inventory', { as: 'ann' });
    const start = Date.UTC(2026, 0, 1) / 1000;
    expect(list.json).toMatchObject({
      number: 1,
      size: 25,
      total_elements: 2,
      total_pages: 1,
      first: true,
      last: true,
    });
    expect((list.json as { content: unknown[] }).content[1]).toEqual({
      id: 2,
      user: { id: 7 },
      item_id: 1,
      item_name: 'Potion',
      item_type_hint: 'entitlement',
      invoice_id: null,
      status: 'active',
      expires: Date.UTC(2026, 1, 1) / 1000,
      behavior_data: {},
      created_date: start + 1,
      updated_date: start + 1,
    });
  });

  it('leaves inactive entries out, unless they are asked for as Python asks', async () => {
    const { send, engine } = await startWithPotion();
    await engine.use({ user: '7', item: 1, quantity: 2 });
    const total = async (query: string) => (await send(`GET /users/7/inventory${query}`)).json;
    expect(await total('')).toMatchObject({ total_elements: 0, content: [], first: true, last: true });
    expect(await total('?inactive=None')).toMatchObject({ total_elements: 0 });
    expect(await total('?inactive=True')).toMatchObject({ total_elements: 1, content: [{ status: 'inactive' }] });
  });

  const second = Date.UTC(2026, 0, 1) / 1000;
  it.each([
    [`EQ,${second}`, 1],
    [`EQ,${second + 1}`, 0],
    [`GT,${second}`, 0],
    [`GT,${second - 1}`, 1],
    [`GOE,${second}`, 1],
    [`GTE,${second + 1}`, 0],
    [`LT,${second}`, 0],
    [`LT,${second + 1}`, 1],
    [`LOE,${second}`, 1],
    [`LTE,${second - 1}`, 0],
    [`GT,${second - 1},LT,${second + 1}`, 1],
    [`GT,${second - 1},LT,${second}`, 0],
  ])('filters by the second of creation: %s', async (filter, total) => {
    const { send, engine, clock } = await startServer();
    await engine.createItem({ item: { name: 'Potion' } });
    clock.advance({ milliseconds: 999 });
    await engine.grant({ user: '7', item: 1 });
    const list = await send(`GET /users/7/inventory?filter_date=${encodeURIComponent(filter)}`);
    expect(list.json).toMatchObject({ total_elements: total });
  });

  it.each([
    ['filter_date=GT', 'filter_date'],
    ['filter_date=GT,1,LT', 'filter_date'],
    ['filter_date=gt,1', 'filter_date'],
    ['filter_date=GT,1.5', 'filter_date'],
    ['filter_item_id=potion', 'filter_item_id'],
    ['filter_username=ann', 'filter_username'],
    ['filter_group=knights', 'filter_group'],
    ['inactive=2', 'inactive'],
  ])('refuses %s, by its name', async (query, field) => {
    const { send } = await startWithPotion();
    const refused = await send(`GET /users/7/inventory?${query}`);
    expect([refused.status, refused.json]).toEqual([
      400,
      expect.objectContaining({ result: [expect.objectContaining({ field })] }),
    ]);
  });

  it('filters by item', async () => {
    const { send } = await startWithPotion();
    const total = async (query: string) => (await send(`GET /users/7/inventory?${query}`)).json;
    expect(await total('filter_item_name=Pot')).toMatchObject({ total_elements: 1 });
    expect(await total('filter_item_name=pot')).toMatchObject({ total_elements: 0 });
    expect(await total('filter_item_id=1&filter_item_name=Pot')).toMatchObject({ total_elements: 1 });
    expect(await total('filter_item_id=2')).toMatchObject({ total_elements: 0 });
  });
});
