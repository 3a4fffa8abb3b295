// Contract section 0, and 5.1 on keys, rate limit and validation.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, start, unknownIccid } from '../sandbox.js';

const { get, post, remove, call, control, settings, reset, esim } = sandbox;

describe('keys', () => {
  it.each([
    ['GET', '/inventory', 403],
    ['POST', '/esims/apply', 403],
    ['DELETE', `/esims/${unknownIccid}/bundles/${france}`, 403],
    ['POST', '/orders', 401],
  ])('%s %s without a valid one is %i', async (method, path, status) => {
    for (const key of [null, 'wrong']) {
      const answer = await call(method, path, { key });
      expect([answer.status, answer.json]).toEqual([status, { message: 'Invalid API key' }]);
    }
  });

  it('are not taken from the query', async () => {
    expect((await get(`/inventory?api_key=${sandbox.program.apiKey}`, { key: null })).status).toBe(403);
  });

  it('come in a header of any case', async () => {
    const answer = await get('/inventory', { key: null, headers: { 'x-aPI-kEY': sandbox.program.apiKey } });
    expect(answer.status).toBe(200);
  });

  it('are added and taken out of use', async () => {
    const { key } = await control('POST', '/keys', {});
    expect((await get('/inventory', { key })).status).toBe(200);
    await control('DELETE', `/keys/${key}`);
    expect((await get('/inventory', { key })).status).toBe(403);
  });

  it('may be left out of DELETE by name only where that is set, as the generated client does', async () => {
    const iccid = await esim({ bundle: france });
    const path = `/esims/${iccid}/bundles/${france}?type=validate`;
    expect((await remove(path, { key: null })).status).toBe(403);
    await settings({ authentication: { keylessDeleteByName: true } });
    expect((await remove(path, { key: null })).status).toBe(200);
    expect((await remove(path, { key: 'wrong' })).status).toBe(403);
    expect((await get('/inventory', { key: null })).status).toBe(403);
  });
});

describe('answers', () => {
  it.each([
    ['GET', '/nothing'],
    ['PATCH', '/inventory'],
    ['GET', '/inventory/'],
  ])('are 403 with a message for %s %s: there is no 404', async (method, path) => {
    const answer = await call(method, path);
    expect([answer.status, answer.json]).toEqual([403, { message: 'Forbidden' }]);
  });

  it.each(['{', '[1]', '"text"', 'null'])('refuse the body %s', async (rawBody) => {
    const answer = await call('POST', '/inventory/refund', { rawBody });
    expect([answer.status, typeof answer.json.message]).toEqual([400, 'string']);
  });

  it('ignore unknown fields', async () => {
    const { status } = await post('/orders', {
      type: 'validate',
      colour: 'red',
      order: [{ item: france, quantity: 1, size: 9 }],
    });
    expect(status).toBe(200);
  });

  it.each(['', '/history', '/bundles', `/bundles/${france}`, '/refresh', '/location', `/compatible/${france}`])(
    'are 403 for /esims/{iccid}%s of an unknown or a foreign ICCID',
    async (path) => {
      const foreign = await esim({ foreign: true, bundle: france });
      expect((await get(`/esims/${unknownIccid}${path}`)).status).toBe(403);
      expect((await get(`/esims/${foreign}${path}`)).status).toBe(403);
    },
  );

  it('know bundles by their exact names', async () => {
    const iccid = await esim({ bundle: france });
    expect((await get(`/esims/${iccid}/bundles/${france}`)).status).toBe(200);
    expect((await get(`/esims/${iccid}/bundles/${france.toUpperCase()}`)).status).toBe(400);
    expect((await get(`/catalogue/bundle/${europe}`)).status).toBe(200);
    expect((await get(`/catalogue/bundle/${europe.toLowerCase()}`)).status).toBe(400);
  });

  it('have ICCIDs of 19 digits as texts, beyond what a number holds, with a right check digit', async () => {
    const iccid = await esim();
    expect(iccid).toMatch(/^\d{19}$/);
    expect(Number.isSafeInteger(Number(iccid))).toBe(false);
    const sum = Array.from(iccid, Number)
      .toReversed()
      .reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
    expect(sum % 10).toBe(0);
  });

  it('have moments of nine decimals in UTC, none of them twice though the clock stands still', async () => {
    const iccid = await esim({ bundle: france, bundles: 3 });
    const { bundles } = (await get(`/esims/${iccid}/bundles`)).json;
    const moments: string[] = bundles[0].assignments.map((it: { assignmentDateTime: string }) => it.assignmentDateTime);
    for (const moment of moments) expect(moment).toMatch(/^2026-01-31T10:00:00\.000\d{6}Z$/);
    expect(moments).toEqual([...new Set(moments)].toSorted().toReversed());
  });
});

describe('the rate limit', () => {
  const limited = (more: object = {}) =>
    reset({ settings: { rateLimit: { enabled: true, perSecond: 3, clock: 'virtual', ...more } } });
  const headersOf = ({ headers }: { headers: Headers }) =>
    ['limit', 'remaining', 'reset', 'cost'].map((name) => headers.get(`x-ratelimit-${name}`));

  it('is a fixed window of a second, in four headers of every answer, errors among them', async () => {
    await limited();
    const windowEnd = '2026-01-31T10:00:01.000Z';
    expect(headersOf(await get('/inventory'))).toEqual(['3', '2', windowEnd, '1']);
    expect(headersOf(await get('/inventory', { key: 'wrong' }))).toEqual(['3', '1', windowEnd, '1']);
    expect(headersOf(await get('/nothing'))).toEqual(['3', '0', windowEnd, '1']);
    const refused = await get('/inventory');
    expect([refused.status, refused.json]).toEqual([429, { message: 'Rate limit exceeded' }]);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(headersOf(refused)).toEqual(['3', '0', windowEnd, '1']);
    await control('POST', '/clock', { milliseconds: 999 });
    expect((await get('/inventory')).status).toBe(429);
    await control('POST', '/clock', { milliseconds: 1 });
    expect(headersOf(await get('/inventory'))).toEqual(['3', '2', '2026-01-31T10:00:02.000Z', '1']);
  });

  it('rejects before any work', async () => {
    await limited({ perSecond: 1 });
    await sandbox.stock(france, 1);
    await get('/inventory');
    expect((await post('/esims/apply', { name: france })).status).toBe(429);
    expect(Object.keys((await sandbox.state()).esims)).toEqual([]);
  });

  it('takes more tokens for operations that cost more', async () => {
    await limited({ perSecond: 6, costs: { esimsGet: 5 } });
    expect(headersOf(await get('/esims'))).toMatchObject(['6', '1', expect.anything(), '5']);
    expect((await get('/esims')).status).toBe(429);
    expect((await get('/inventory')).status).toBe(200);
  });

  it('is shared by all keys of an address', async () => {
    await limited({ perSecond: 1 });
    const { key } = await control('POST', '/keys', {});
    expect((await get('/inventory')).status).toBe(200);
    expect((await get('/inventory', { key })).status).toBe(429);
  });

  it('is on with 10 a second, unless it is turned off', async () => {
    await reset({ settings: { rateLimit: { clock: 'virtual' } }, now: start });
    const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await get('/inventory')).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    await settings({ rateLimit: { enabled: false } });
    expect(headersOf(await get('/inventory')).slice(0, 2)).toEqual(['10', '10']);
  });
});
