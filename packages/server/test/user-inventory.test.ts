import { describe, expect, it } from 'vitest';
import { startServer, type Received, type TestServer } from './harness/server.js';

const start = Date.UTC(2026, 0, 1) / 1000;
const day = 86_400;

/** Ann (user 7) has a potion of two uses, Bob (user 8) a sword: entries 1 and 2. */
const startWithEntries = async (): Promise<TestServer> => {
  const server = await startServer({
    engine: {
      directory: {
        userNamed: async (name) => ({ Ann: '7', Bob: '8' })[name] ?? null,
        membersOf: async (group) => (group === 'knights' ? ['8', '9'] : []),
      },
    },
  });
  const { engine } = server;
  await engine.createItem({ item: { name: 'Potion', behaviors: [{ type_hint: 'consumable', max_use: 2 }] } });
  await engine.createItem({ item: { name: 'Sword', type_hint: 'item' } });
  await engine.grant({ user: '7', item: 1 });
  await engine.grant({ user: '8', item: 2 });
  return server;
};

interface Listed {
  readonly content: readonly { readonly id: number }[];
  readonly next_cursor?: string | null;
}
const idsIn = ({ json }: Received): readonly number[] => (json as Listed).content.map(({ id }) => id);
const fieldsIn = ({ json }: Received) => (json as { result: { field: string }[] }).result.map(({ field }) => field);

/** All parts of a list, walked from `cursor=start` to its end. */
const walk = async ({ send }: TestServer, path: `/${string}`, as: 'ann' | 'admin' = 'admin') => {
  const parts: (readonly number[])[] = [];
  for (let cursor: string | null = 'start'; cursor !== null && parts.length < 100;) {
    const part: Received = await send(`GET ${path}&cursor=${cursor}`, { as });
    expect(part.status).toBe(200);
    parts.push(idsIn(part));
    cursor = (part.json as Listed).next_cursor!;
  }
  return parts;
};

describe('GET /inventories', () => {
  it("lists everybody's entries, with what kind of item each is of", async () => {
    const { send } = await startWithEntries();
    expect((await send('GET /inventories')).json).toMatchObject({
      total_elements: 2,
      number: 1,
      size: 25,
      content: [
        { id: 1, user: { id: 7 }, item_name: 'Potion', item_type_hint: 'entitlement' },
        { id: 2, user: { id: 8 }, item_name: 'Sword', item_type_hint: 'item' },
      ],
    });
  });

  it.each(['ann', 'guest'] as const)('is not for %s', async (as) => {
    const { send } = await startWithEntries();
    expect((await send('GET /inventories', { as })).status).toBe(403);
  });

  it.each([
    ['filter_item_name=Po', [1]],
    ['filter_item_name=po', []],
    ['filter_item_id=2', [2]],
    ['filter_item_id=99', []],
    ['filter_username=Ann', [1]],
    ['filter_username=ann', []],
    ['filter_group=knights', [2]],
    ['filter_group=nobodies', []],
    ['filter_group=knights&filter_username=Ann', []],
    [`filter_date=GOE%2C${start}%2CLTE%2C${start}`, [1, 2]],
    [`filter_date=GTE%2C${start + 1}`, []],
    [`filter_date=LOE%2C${start}&filter_item_id=1`, [1]],
    ['size=1', [1]],
    ['size=1&page=2', [2]],
    ['inactive=True', [1, 2, 3]],
    ['inactive=False', [1, 2]],
    ['inactive=None&filter_item_name=', [1, 2]],
  ])('filters: %s', async (query, ids) => {
    const { send, engine } = await startWithEntries();
    await engine.grant({ user: '9', item: 1 });
    await engine.use({ user: '9', item: 1, quantity: 2 });
    expect(idsIn(await send(`GET /inventories?${query}`))).toEqual(ids);
  });

  it('is walked with cursors, which count nothing, and shift by nothing that comes meanwhile', async () => {
    const server = await startWithEntries();
    for (let n = 0; n < 3; n += 1) await server.engine.grant({ user: '7', item: 1 });
    expect(await walk(server, '/inventories?size=2&page=7')).toEqual([[1, 2], [3, 4], [5]]);
    const { json } = await server.send('GET /inventories?cursor=start&size=5');
    expect(json).toMatchObject({ number_of_elements: 5, last: true, next_cursor: null, sort: [{ property: 'id' }] });
    expect(json).not.toHaveProperty('total_elements');
  });

  it('refuses a cursor that is none, or one of another list, by its name', async () => {
    const { send } = await startWithEntries();
    const { next_cursor: next } = (await send('GET /inventories?size=1&cursor=start')).json as Listed;
    for (const query of ['cursor=nonsense', `cursor=${next}&filter_item_id=1`, 'cursor=WzFd']) {
      const refused = await send(`GET /inventories?${query}`);
      expect([refused.status, fieldsIn(refused)]).toEqual([400, ['cursor']]);
    }
    const others = await send(`GET /users/7/inventory?cursor=${next}`);
    expect([others.status, fieldsIn(others)]).toEqual([400, ['cursor']]);
  });
});

describe('GET /users/{id}/inventory with a cursor', () => {
  it("walks one's own entries, and nobody else's", async () => {
    const server = await startWithEntries();
    await server.engine.grant({ user: '7', item: 2 });
    expect(await walk(server, '/users/me/inventory?size=1', 'ann')).toEqual([[1], [3]]);
    expect(await walk(server, '/users/me/inventory?filter_username=Bob', 'ann')).toEqual([[]]);
  });
});

describe('GET /users/{user_id}/inventory/{id}', () => {
  it('answers an entry, bare', async () => {
    const { send } = await startWithEntries();
    const entry = await send('GET /users/8/inventory/2');
    expect([entry.status, entry.json]).toEqual([
      200,
      {
        id: 2,
        user: { id: 8 },
        item_id: 2,
        item_name: 'Sword',
        item_type_hint: 'item',
        invoice_id: null,
        status: 'active',
        expires: null,
        behavior_data: {},
        created_date: start,
        updated_date: start,
      },
    ]);
  });

  it('is for administrators, as Knetik has it: an owner has the list', async () => {
    const { send, engine } = await startWithEntries();
    await engine.grant({ user: '1', item: 1 });
    expect((await send('GET /users/7/inventory/1', { as: 'ann' })).status).toBe(403);
    expect((await send('GET /users/me/inventory/3', { as: 'boss' })).json).toMatchObject({ id: 3, user: { id: 1 } });
  });
});

describe("somebody else's entry", () => {
  it.each([
    ['GET /users/7/inventory/2', undefined],
    ['GET /users/7/inventory/2/log', undefined],
    ['GET /users/7/inventory/2/log?cursor=start', undefined],
    ['PUT /users/7/inventory/2/behavior-data', {}],
    ['PUT /users/7/inventory/2/expires', '1'],
    ['PUT /users/7/inventory/2/status', 'inactive'],
    ['GET /users/7/inventory/99', undefined],
  ] as const)('is not found: %s', async (request, body) => {
    const { send, engine } = await startWithEntries();
    const refused = await send(request, { body });
    expect([refused.status, refused.json]).toEqual([404, expect.objectContaining({ code: 1400 })]);
    expect(await engine.entry({ user: '8', entry: 2 })).toMatchObject({ status: 'active', revision: 1, expires: null });
  });

  it.each([
    '/inventory',
    '/inventory/2/log',
    '/inventory/history',
    '/entitlements/2/balance',
    '/entitlements/2/explain',
  ])('does not show to a user, by whatever way: %s', async (path) => {
    const { send } = await startWithEntries();
    expect((await send(`GET /users/8${path}`, { as: 'ann' })).status).toBe(403);
    const own = await send(`GET /users/me${path}`, { as: 'ann' });
    expect(own.text).not.toContain('"user":{"id":8}');
    expect(own.text).not.toContain('"user_inventory":2');
  });
});

describe('GET /users/{user_id}/inventory/{id}/log', () => {
  it('lists what happened, the newest first, who did it, and why', async () => {
    const { send, clock } = await startWithEntries();
    clock.advance({ seconds: 90 });
    await send('POST /users/7/entitlements/1/use?info=why+not', { as: 'ann' });
    const log = await send('GET /users/7/inventory/1/log', { as: 'ann' });
    const [used, granted, ...others] = (log.json as { content: unknown[] }).content;
    expect(used).toEqual({
      id: 3,
      type: 'used',
      info: 'why not',
      item: { id: 1, name: 'Potion' },
      user: null,
      actor: 'ann',
      user_inventory: 1,
      quantity: 1,
      use_id: 1,
      log_date: start + 90,
    });
    expect([granted, others]).toEqual([expect.objectContaining({ type: 'granted', user: null, log_date: start }), []]);
    expect(log.json).toMatchObject({
      total_elements: 2,
      number: 1,
      sort: [{ property: 'log_date', direction: 'DESC' }],
    });
  });

  it('comes by page, and by cursor', async () => {
    const server = await startWithEntries();
    for (let n = 0; n < 2; n += 1) await server.engine.use({ user: '7', item: 1 });
    expect(idsIn(await server.send('GET /users/7/inventory/1/log?size=2&page=2'))).toEqual([1]);
    expect(await walk(server, '/users/7/inventory/1/log?size=2')).toEqual([[4, 3], [1]]);
  });
});

describe('GET /users/{user_id}/inventory/history', () => {
  it("is the whole log of a user, over all entries, with `start` or without, and nobody else's", async () => {
    const server = await startWithEntries();
    await server.engine.grant({ user: '7', item: 2 });
    await server.engine.use({ user: '7', item: 1 });
    expect(await walk(server, '/users/me/inventory/history?size=2', 'ann')).toEqual([[4, 3], [1]]);
    expect(idsIn(await server.send('GET /users/7/inventory/history'))).toEqual([4, 3, 1]);
    const refused = await server.send('GET /users/7/inventory/history?cursor=1');
    expect([refused.status, fieldsIn(refused)]).toEqual([400, ['cursor']]);
  });
});

describe('PUT /users/{user_id}/inventory/{id}/behavior-data', () => {
  const dataAfter = async (body: unknown, before: object = { note: 'old' }) => {
    const { send, engine } = await startWithEntries();
    await engine.setBehaviorData({ user: '7', entry: 1, data: { ...before } });
    const set = await send('PUT /users/7/inventory/1/behavior-data', { body });
    return { status: set.status, text: set.text, data: (await engine.entry({ user: '7', entry: 1 })).data };
  };

  it.each([
    ['a map, inner nulls kept', { a: 1, n: null }, { a: 1, n: null }],
    ['an empty map, as JavaScript sends it', {}, {}],
    ['no body, as Python sends an empty map', undefined, {}],
    ['null', 'null', {}],
  ])('replaces all of it by %s', async (_name, body, data) => {
    expect(await dataAfter(body)).toEqual({ status: 200, text: '', data });
  });

  it.each([
    ['a list', '[1]'],
    ['a number', '1'],
    ['a word', 'inactive'],
    ['what a behavior cannot read', { consumable: { used: -1 } }],
  ])('refuses %s, and changes nothing', async (_name, body) => {
    expect(await dataAfter(body)).toMatchObject({ status: 400, data: { note: 'old' } });
  });

  it('names what is wrong as it was sent', async () => {
    const { send } = await startWithEntries();
    const refused = await send('PUT /users/7/inventory/1/behavior-data', { body: { consumable: { used: -1 } } });
    expect(fieldsIn(refused)).toEqual(['consumable.used']);
  });
});

describe('PUT /users/{user_id}/inventory/{id}/expires', () => {
  const setTo = async (body: unknown) => {
    const { send, engine } = await startWithEntries();
    await engine.setExpiry({ user: '7', entry: 1, expires: new Date((start + day) * 1000) });
    const set = await send('PUT /users/7/inventory/1/expires', { body });
    const { status, expires } = await engine.entry({ user: '7', entry: 1 });
    return [set.status, status, expires === null ? null : expires.getTime() / 1000];
  };

  it.each([
    ['a bare number', String(start + 5), 200, 'active', start + 5],
    ['null: never', 'null', 200, 'active', null],
    ['no body: never', undefined, 200, 'active', null],
    ['a moment that is past ends it at once', String(start - 5), 200, 'inactive', start - 5],
    ['this very second ends it at once', String(start), 200, 'inactive', start],
    ['a text is refused', '"tomorrow"', 400, 'active', start + day],
    ['parts of a second are refused', '1.5', 400, 'active', start + day],
    ['before 1970 is refused', '-1', 400, 'active', start + day],
    ['more than a date can be is refused', '1e300', 400, 'active', start + day],
    ['milliseconds, which would be the year 57000, are refused', String(start * 1000), 400, 'active', start + day],
  ])('%s', async (_name, body, status, entry, expires) => {
    expect(await setTo(body)).toEqual([status, entry, expires]);
  });
});

describe('PUT /users/{user_id}/inventory/{id}/status', () => {
  it.each([
    ['a JSON string, as Python sent it in 2017', '"inactive"'],
    ['a word without quotes, as JavaScript sent it', 'inactive'],
    ['an object, as both sent it in 2018', { value: 'inactive' }],
  ])('takes %s', async (_name, body) => {
    const { send, engine } = await startWithEntries();
    const set = await send('PUT /users/7/inventory/1/status', { body });
    expect([set.status, set.text]).toEqual([200, '']);
    expect(await engine.entry({ user: '7', entry: 1 })).toMatchObject({ status: 'inactive', ended: 'deactivated' });
  });

  it.each([
    '"gone"',
    'gone',
    { value: 'INACTIVE' },
    { status: 'inactive' },
    {},
    'null',
    undefined,
    '["inactive"]',
    '1',
  ])('refuses %j', async (body) => {
    const { send, engine } = await startWithEntries();
    expect((await send('PUT /users/7/inventory/1/status', { body })).status).toBe(400);
    expect((await engine.entry({ user: '7', entry: 1 })).status).toBe('active');
  });

  it('is done once for one key', async () => {
    const { send, engine } = await startWithEntries();
    const headers = { 'idempotency-key': 'k' };
    const off = () => send('PUT /users/7/inventory/1/status', { body: 'inactive', headers });
    await off();
    await engine.setStatus({ user: '7', entry: 1, status: 'active' });
    expect((await off()).headers['idempotency-replayed']).toBe('true');
    expect((await engine.entry({ user: '7', entry: 1 })).status).toBe('active');
  });
});

describe('what only administrators change', () => {
  it.each(['behavior-data', 'expires', 'status'])('%s: not the owner', async (what) => {
    const { send, engine } = await startWithEntries();
    for (const user of ['7', 'me']) {
      expect((await send(`PUT /users/${user}/inventory/1/${what}`, { as: 'ann' })).status).toBe(403);
    }
    expect((await engine.entry({ user: '7', entry: 1 })).revision).toBe(1);
  });
});

describe('GET /users/{user_id}/entitlements/{item_id}/balance', () => {
  it('says what is left, and in which order it will be used', async () => {
    const { send, engine } = await startWithEntries();
    await engine.grant({ user: '7', item: 1, expires: new Date((start + day) * 1000) });
    await engine.use({ user: '7', item: 1 });
    expect((await send('GET /users/me/entitlements/1/balance', { as: 'ann' })).json).toEqual({
      user: { id: 7 },
      item_id: 1,
      unit: 'use',
      remaining: 3,
      entries: [
        { user_inventory: 3, remaining: 1, expires: start + day },
        { user_inventory: 1, remaining: 2, expires: null },
      ],
    });
  });

  it('counts only what came with a SKU, where one is named', async () => {
    const { send } = await startWithEntries();
    expect((await send('GET /users/7/entitlements/1/balance?sku=other')).json).toMatchObject({ remaining: 0 });
    expect((await send('GET /users/8/entitlements/2/balance')).json).toMatchObject({ remaining: null });
    expect((await send('GET /users/7/entitlements/9/balance')).status).toBe(404);
  });
});

describe('GET /users/{user_id}/entitlements/{item_id}/explain', () => {
  it('gives every rule, its verdict and its facts, for getting and for using', async () => {
    const { send, engine } = await startWithEntries();
    const window = { type_hint: 'time_period_usable', max_use: 1, time_length: 90, unit_of_time: 'second' };
    await engine.createItem({ item: { name: 'Slow potion', behaviors: [window] } });
    await engine.grant({ user: '7', item: 3 });
    await engine.use({ user: '7', item: 3 });
    const { json } = await send('GET /users/me/entitlements/3/explain', { as: 'ann' });
    expect(json).toMatchObject({
      user: { id: 7 },
      item: { id: 3, name: 'Slow potion', archived: false },
      get: { allowed: true, reason: null, retry_at: null },
      use: { allowed: false, reason: 'use_limit_reached', retry_at: start + 90 },
      remaining: null,
      entries: [{ entry: { id: 3, item_name: 'Slow potion' }, remaining: null }],
    });
    const { rules } = (json as { use: { rules: { rule: string; allowed: boolean }[] } }).use;
    expect(rules.map(({ rule, allowed }) => [rule, allowed])).toEqual([
      ['held', true],
      ['time_period_usable', false],
    ]);
  });

  it('says the same as check does', async () => {
    const { send } = await startWithEntries();
    for (const [quantity, allowed] of [
      [2, true],
      [3, false],
    ] as const) {
      const path = `/users/7/entitlements/1`;
      expect((await send(`GET ${path}/check?quantity=${quantity}`)).status).toBe(allowed ? 200 : 400);
      expect((await send(`GET ${path}/explain?quantity=${quantity}`)).json).toMatchObject({ use: { allowed } });
    }
  });
});
