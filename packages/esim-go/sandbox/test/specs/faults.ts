// The fault injection of contract 5.1.
import { describe, expect, it } from 'vitest';
import { france, sandbox, type Json } from '../sandbox.js';

const { get, post, fault, stock, remaining, control, state, settings, reset } = sandbox;

const apply = () => post('/esims/apply', { name: france });
const failed = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    () => 'failed',
  );
const outcomes = async () =>
  ((await control('GET', '/requests')).requests as Json[]).map(({ operation, outcome }) => [operation, outcome]);

describe('a fault', () => {
  it.each([
    ['none', 1],
    ['done', 0],
  ] as const)('with the effect %s drops the connection', async (effect, left) => {
    const { id } = await stock(france, 1);
    await fault({ operation: 'esimsApplyPost', effect, outcome: { kind: 'drop' } });
    expect(await failed(apply())).toBe('failed');
    expect(await remaining(id)).toBe(left);
    expect(await outcomes()).toEqual([['esimsApplyPost', 'dropped']]);
  });

  it.each([
    ['none', 429, 1],
    ['none', 500, 1],
    ['done', 500, 0],
    ['done', 503, 0],
  ] as const)('with the effect %s answers %i', async (effect, status, left) => {
    const { id } = await stock(france, 1);
    await fault({ operation: 'esimsApplyPost', effect, outcome: { kind: 'status', status, message: 'Sorry' } });
    const answer = await apply();
    expect([answer.status, answer.json, await remaining(id)]).toEqual([status, { message: 'Sorry' }, left]);
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(answer.headers.get('x-ratelimit-limit')).toBe('10');
  });

  it('says Retry-After in seconds, or as a date', async () => {
    const outcome = { kind: 'status', status: 503, retryAfterSeconds: 7 } as const;
    await fault({ operation: '*', times: 2, outcome });
    expect((await get('/inventory')).headers.get('retry-after')).toBe('7');
    await settings({ shapes: { retryAfter: 'date' } });
    const before = Date.now();
    const date = (await get('/inventory')).headers.get('retry-after')!;
    expect(Date.parse(date) - before).toBeGreaterThanOrEqual(7000);
  });

  it.each([
    ['text', 'text/plain'],
    ['html', 'text/html'],
  ] as const)('answers in %s', async (contentType, type) => {
    await fault({ operation: '*', outcome: { kind: 'status', status: 502, message: 'Bad gateway', contentType } });
    const answer = await get('/inventory');
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([502, 'Bad gateway', type]);
  });

  it('breaks the JSON off, with the effect done', async () => {
    const { id } = await stock(france, 1);
    await fault({ operation: 'esimsApplyPost', effect: 'done', outcome: { kind: 'malformed' } });
    const answer = await apply();
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^\{"esims"/);
    expect(() => answer.json).toThrow(SyntaxError);
    expect(await remaining(id)).toBe(0);
  });

  it('cuts the body, with the effect done', async () => {
    const { id } = await stock(france, 1);
    await fault({ operation: 'esimsApplyPost', effect: 'done', outcome: { kind: 'truncate' } });
    expect(await failed(apply())).toBe('failed');
    expect(await remaining(id)).toBe(0);
  });

  it('never answers, with the effect done', async () => {
    const { id } = await stock(france, 1);
    await fault({ operation: 'esimsApplyPost', effect: 'done', outcome: { kind: 'hang' }, hold: true });
    const giveUp = new AbortController();
    const call = failed(post('/esims/apply', { name: france }, { signal: giveUp.signal }));
    await control('POST', '/faults/filled', { count: 1 });
    await control('POST', '/faults/release');
    expect(await remaining(id)).toBe(0);
    expect(await outcomes()).toEqual([['esimsApplyPost', 'hung']]);
    giveUp.abort();
    expect(await call).toBe('failed');
  });

  it('comes late', async () => {
    await fault({ operation: 'inventoryGet', outcome: { kind: 'answer' }, delayMs: 30 });
    const began = performance.now();
    expect((await get('/inventory')).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(29);
  });

  it('holds calls back until they are let go together: a meeting point', async () => {
    const { id } = await stock(france, 1);
    await fault({ operation: 'esimsApplyPost', outcome: { kind: 'answer' }, hold: true, times: 2 });
    const calls = Promise.all([apply(), apply()]);
    await control('POST', '/faults/filled', { count: 2 });
    expect(await remaining(id)).toBe(1);
    expect(await control('POST', '/faults/release')).toEqual({ released: 2 });
    expect((await calls).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
  });

  it('strikes one operation, after some calls, so many times', async () => {
    await fault({ operation: 'esimsGet', skip: 1, times: 2, outcome: { kind: 'status', status: 500 } });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await get('/esims')).status, (await get('/inventory')).status);
    expect(statuses.filter((_, index) => index % 2 === 0)).toEqual([200, 500, 500, 200, 200]);
    expect(statuses.filter((_, index) => index % 2 === 1)).toEqual([200, 200, 200, 200, 200]);
  });

  it('strikes until it is removed', async () => {
    await fault({ operation: '*', times: null, outcome: { kind: 'status', status: 500 } });
    expect([(await get('/esims')).status, (await get('/inventory')).status]).toEqual([500, 500]);
    await control('DELETE', '/faults');
    expect((await get('/esims')).status).toBe(200);
  });

  it('strikes by chance, the same calls for the same seed', async () => {
    const run = async (seed: number) => {
      await reset({ seed, settings: { rateLimit: { enabled: false } } });
      await fault({ operation: '*', times: null, chance: 0.5, outcome: { kind: 'status', status: 500 } });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n += 1) statuses.push((await get('/inventory')).status);
      return statuses;
    };
    const first = await run(1);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });

  it('is told of in the journal, beside the calls that went well', async () => {
    const { id } = await fault({ operation: 'esimsGet', outcome: { kind: 'status', status: 500 } });
    await get('/esims?page=1');
    await post('/inventory/refund', { usageId: 1 });
    expect((await control('GET', '/requests')).requests).toEqual([
      { id: 1, method: 'GET', url: '/v2.4/esims?page=1', operation: 'esimsGet', body: null, fault: id, outcome: 500 },
      {
        id: 2,
        method: 'POST',
        url: '/v2.4/inventory/refund',
        operation: 'inventoryRefundPost',
        body: '{"usageId":1}',
        fault: null,
        outcome: 400,
      },
    ]);
  });
});

describe('the control API', () => {
  it.each([
    ['POST', '/faults', { operation: '*', outcome: { kind: 'explode' } }],
    ['POST', '/faults', { operation: 'esimApplyPost', outcome: { kind: 'drop' } }],
    ['PATCH', '/settings', { refunds: { enabeld: false } }],
    ['PATCH', '/settings', { refund: {} }],
    ['PATCH', '/organisation', { balance: 1.5 }],
    ['POST', '/lots', { bundle: france, quantity: 0 }],
    ['POST', '/clock', { days: -1 }],
    ['POST', '/clock', { fortnights: 1 }],
    ['POST', '/lots', { bundle: 'none', quantity: 1 }],
    ['POST', '/esims/1/traffic', { bytes: 1 }],
    ['GET', '/nothing', undefined],
  ])('refuses %s %s %o, and changes nothing', async (method, path, body) => {
    const before = await state();
    await expect(control(method, path, body)).rejects.toThrow(/: 40[04] /);
    expect(await state()).toEqual(before);
  });

  it('makes the same world again from the same seed and calls', async () => {
    const life = async () => {
      await reset({ seed: 5, settings: { rateLimit: { enabled: false } } });
      await stock(france, 3);
      const { esims } = (await post('/esims/apply', { name: france, repeat: 3 })).json;
      await sandbox.traffic(esims[0].iccid, 10);
      return state();
    };
    const first = await life();
    expect(Object.keys(first.esims)).toHaveLength(3);
    expect(await life()).toEqual(first);
  });

  it('takes many eSIMs at once', async () => {
    const { iccids } = await control('POST', '/esims', { count: 2000, bundle: france });
    expect(new Set(iccids).size).toBe(2000);
    await sandbox.advance({ days: 400 });
    const { esims } = await state();
    expect(Object.values(esims).every(({ assignments }) => assignments[0]!.state === 'lapsed')).toBe(true);
  });
});
