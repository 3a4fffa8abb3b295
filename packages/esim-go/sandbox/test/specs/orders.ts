// Contract 1.3.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, start, unknownIccid, type Json } from '../sandbox.js';

const { get, post, settings, advance, balance, control, state, stock, esim, reset } = sandbox;

const order = (lines: readonly object[], more: object = {}) =>
  post('/orders', { type: 'transaction', assign: false, order: lines, ...more });
const line = (quantity: number, more: object = {}) => ({ type: 'bundle', item: europe, quantity, ...more });

describe('an order', () => {
  it('that is only validated shows its price and does nothing', async () => {
    const answer = await order([line(3)], { type: 'validate' });
    expect(answer.json).toEqual({
      order: [{ type: 'bundle', item: europe, quantity: 3, subTotal: 29.97, pricePerUnit: 9.99, AllowReassign: false }],
      total: 29.97,
      valid: true,
      currency: 'USD',
      createdDate: start,
      assigned: false,
    });
    expect([await balance(), (await state()).lots, (await state()).orders]).toEqual([1_000_000, {}, {}]);
  });

  it('is not valid beyond the balance', async () => {
    await control('PATCH', '/organisation', { balance: 2996 });
    expect((await order([line(3)], { type: 'validate' })).json.valid).toBe(false);
    await control('PATCH', '/organisation', { balance: 2997 });
    expect((await order([line(3)], { type: 'validate' })).json.valid).toBe(true);
  });

  it('goes to inventory without assign, and is paid from the balance', async () => {
    const { status, json } = await order([line(3), { type: 'bundle', item: france, quantity: 2 }]);
    expect([status, json]).toEqual([
      200,
      {
        order: [
          { type: 'bundle', item: europe, quantity: 3, subTotal: 29.97, pricePerUnit: 9.99, AllowReassign: false },
          { type: 'bundle', item: france, quantity: 2, subTotal: 3.7, pricePerUnit: 1.85, AllowReassign: false },
        ],
        total: 33.67,
        currency: 'USD',
        status: 'completed',
        statusMessage: 'Order completed',
        orderReference: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        createdDate: expect.stringMatching(/^2026-01-31T10:00:00\.\d{9}Z$/),
        assigned: false,
        sourceIP: '127.0.0.1',
      },
    ]);
    expect(await balance()).toBe(1_000_000 - 3367);
    expect((await get('/inventory')).json.bundles.map((it: Json) => [it.name, it.available[0].remaining])).toEqual([
      [europe, 3],
      [france, 2],
    ]);
  });

  it('beyond the balance is refused, and buys nothing', async () => {
    await control('PATCH', '/organisation', { balance: 998 });
    const answer = await order([line(1)]);
    expect([answer.status, answer.json.message]).toEqual([403, 'Insufficient balance']);
    expect([await balance(), (await state()).lots]).toEqual([998, {}]);
  });

  it('spends test credit, which is part of the balance, first; what is left of it expires', async () => {
    await control('PATCH', '/organisation', {
      balance: 2000,
      testCredit: 1500,
      testCreditExpiry: '2026-02-10T00:00:00Z',
    });
    await order([line(1)]);
    const { organisation } = await state();
    expect([organisation.balance, organisation.testCredit]).toEqual([1001, 501]);
    await advance({ days: 10 });
    expect([await balance(), (await get('/organisation')).json.testCredit]).toEqual([500, 0]);
  });

  it('with assign issues an eSIM for each bundle', async () => {
    const { json } = await order([line(2)], { assign: true });
    expect(json).toMatchObject({ assigned: true, statusMessage: 'Order completed: 2 eSIMs assigned' });
    const esims = json.order[0].esims as Json[];
    expect(esims).toHaveLength(2);
    expect(new Set(esims.map(({ iccid }) => iccid)).size).toBe(2);
    for (const [n, { iccid, matchingId, smdpAddress }] of esims.entries()) {
      expect((await get(`/esims/${iccid}`)).json).toMatchObject({ iccid, matchingId, smdpAddress });
      const { bundles } = (await get(`/esims/${iccid}/bundles`)).json;
      expect(bundles[0]).toMatchObject({
        name: europe,
        assignments: [{ bundleState: 'queued', assignmentReference: `${json.orderReference}-${n}` }],
      });
    }
  });

  it('with ICCIDs goes to those, and names them where that is asked for', async () => {
    const iccids = [await esim(), await esim()];
    const answer = await post('/orders?includeIccids', {
      type: 'transaction',
      assign: true,
      order: [line(2, { iccids })],
    });
    expect(answer.json.order[0]).toMatchObject({ iccids, esims: [{ iccid: iccids[0] }, { iccid: iccids[1] }] });
    expect((await order([line(1)], { assign: true })).json.order[0]).not.toHaveProperty('iccids');
  });

  it('that does not fit an eSIM is refused, or goes to a new one with allowReassign', async () => {
    const iccid = await esim({ provider: 'B' });
    expect((await order([line(1, { iccids: [iccid] })], { assign: true })).status).toBe(400);
    const { json } = await order([line(1, { iccids: [iccid], allowReassign: true })], { assign: true });
    expect(json.order[0]).toMatchObject({
      AllowReassign: true,
      esims: [{ iccid: expect.not.stringContaining(iccid) }],
    });
  });

  it('is understood with the capital of v2.2', async () => {
    const answer = await post('/orders', { type: 'transaction', assign: false, Order: [line(1)] });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['no type', { type: undefined }, [line(1)], 400],
    ['an unknown type', { type: 'VALIDATE' }, [line(1)], 400],
    ['no lines', {}, [], 400],
    ['no item', {}, [{ quantity: 1 }], 400],
    ['an unknown item', {}, [{ item: 'esim_9GB', quantity: 1 }], 400],
    ['no quantity', {}, [{ item: europe }], 400],
    ['a quantity of zero', {}, [line(0)], 400],
    ['a line of another type', {}, [line(1, { type: 'esim' })], 400],
    ['ICCIDs without assign', {}, [line(1, { iccids: [unknownIccid] })], 400],
    ['a quantity that is not the number of ICCIDs', { assign: true }, [line(5, { iccids: [unknownIccid] })], 400],
    ['an ICCID of nobody', { assign: true }, [line(1, { iccids: [unknownIccid] })], 403],
  ])('with %s is refused', async (_name, more, lines, status) => {
    expect((await order(lines, more)).status).toBe(status);
    expect(await balance()).toBe(1_000_000);
  });

  it('can be limited in size, and in how soon another may follow', async () => {
    await settings({ orders: { maxBundles: 4, secondsBetween: 3 } });
    expect((await order([line(3), line(2)])).status).toBe(400);
    expect((await order([line(4)])).status).toBe(200);
    expect((await order([line(1)])).status).toBe(400);
    await advance({ seconds: 3 });
    expect((await order([line(1)])).status).toBe(200);
  });
});

describe('an order or apply of more than 5 bundles', () => {
  it('answers with a reference alone, and is carried out later', async () => {
    const { json } = await order([line(6)], { assign: true });
    expect(json).toMatchObject({ status: 'processing', assigned: false });
    expect(json.order[0]).not.toHaveProperty('esims');
    expect(await balance()).toBe(1_000_000 - 6 * 999);
    const path = `/esims/assignments?reference=${json.orderReference}`;
    const waiting = await get(path);
    expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await get('/esims')).json.esims).toEqual([]);
    await advance({ seconds: 29, milliseconds: 999 });
    expect((await get(path)).status).toBe(503);
    await advance({ milliseconds: 1 });
    expect((await get(path, { headers: { accept: 'application/json' } })).json).toHaveLength(6);
    const done = (await get(`/orders/${json.orderReference}`)).json;
    expect([done.status, done.order[0].esims.length]).toEqual(['completed', 6]);
    expect(await balance()).toBe(1_000_000 - 6 * 999);
  });

  it('is carried out after some polls, where that is set', async () => {
    await settings({ orders: { completesAfter: { unit: 'polls', amount: 2 } } });
    await stock(france, 6);
    const { json } = await post('/esims/apply', { name: france, repeat: 6 });
    expect(json).toEqual({ applyReference: expect.any(String) });
    const poll = async () => (await get(`/esims/assignments?reference=${json.applyReference}`)).status;
    expect([await poll(), await poll(), await poll()]).toEqual([503, 503, 200]);
    expect((await get('/esims')).json.esims).toHaveLength(6);
  });

  it('takes its stock at once', async () => {
    const { id } = await stock(france, 6);
    await post('/esims/apply', { name: france, repeat: 6 });
    expect(await sandbox.remaining(id)).toBe(0);
    expect((await post('/esims/apply', { name: france })).status).toBe(403);
  });

  it('puts a lot into inventory when it is carried out, bought when it was placed', async () => {
    await order([line(6)]);
    expect((await get('/inventory')).json.bundles).toEqual([]);
    await advance({ seconds: 30 });
    const [lot] = Object.values((await state()).lots);
    expect(lot).toMatchObject({ total: 6, remaining: 6, purchasedAt: Date.parse(start) });
  });

  describe('that names an eSIM which goes into the returns process meanwhile', () => {
    const day = 24 * 3600;
    const ordered = async () => {
      await settings({ orders: { completesAfter: { unit: 'seconds', amount: 5 * day } } });
      const iccids = [await esim({ bundle: france }), ...(await control('POST', '/esims', { count: 5 })).iccids];
      const { json } = await order([line(6, { iccids })], { assign: true });
      await sandbox.remove(`/esims/${iccids[0]}/bundles/${france}`);
      const assigned = async () =>
        (await get(`/orders/${json.orderReference}`)).json.order[0].esims.map((it: Json) => it.iccid);
      return { iccids, assigned };
    };

    it('goes to a new one in its place', async () => {
      const { iccids, assigned } = await ordered();
      await advance({ days: 10 });
      const [first, ...others] = await assigned();
      expect(others).toEqual(iccids.slice(1));
      expect(iccids).not.toContain(first);
    });

    it('goes to it where it has been given back by then, though the clock made one step', async () => {
      const { iccids, assigned } = await ordered();
      await control('PATCH', `/esims/${iccids[0]}`, { profileStatus: 'Installed' });
      await advance({ days: 10 });
      expect(await assigned()).toEqual(iccids);
    });
  });

  it('of 5 is carried out at once', async () => {
    expect((await order([line(5)], { assign: true })).json.order[0].esims).toHaveLength(5);
  });

  it('says Retry-After as a date where that is set, which is not before that many seconds', async () => {
    await settings({ shapes: { retryAfter: 'date' } });
    const { orderReference } = (await order([line(6)], { assign: true })).json;
    const before = Date.now();
    const { headers } = await get(`/esims/assignments?reference=${orderReference}`);
    const date = headers.get('retry-after')!;
    expect(date).toMatch(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/);
    expect(Date.parse(date)).toBeGreaterThanOrEqual(before + 5000);
  });
});

describe('the list of orders', () => {
  const listed = async (query = '') => ((await get(`/orders${query}`)).json as Json[]).map((it) => it.orderReference);

  it('has the latest first, by pages', async () => {
    const references: string[] = [];
    for (let n = 0; n < 3; n += 1) references.push((await order([line(1)])).json.orderReference);
    const [first, second, third] = references;
    expect(await listed()).toEqual([third, second, first]);
    expect(await listed('?page=2&limit=2')).toEqual([first]);
    expect((await get('/orders?limit=0')).status).toBe(400);
  });

  it('is filtered by createdAt, as often as it is given, to the nanosecond', async () => {
    const at = async () => {
      const { orderReference, createdDate } = (await order([line(1)])).json;
      await advance({ hours: 1 });
      return [orderReference, createdDate] as const;
    };
    const [[first, firstDate], [second, secondDate], [third]] = [await at(), await at(), await at()];
    expect(await listed(`?createdAt=gte:${secondDate}`)).toEqual([third, second]);
    expect(await listed(`?createdAt=gt:${secondDate}`)).toEqual([third]);
    expect(await listed(`?createdAt=lte:${firstDate}`)).toEqual([first]);
    expect(await listed(`?createdAt=lt:${firstDate}`)).toEqual([]);
    expect(await listed(`?createdAt=${secondDate}`)).toEqual([second]);
    expect(await listed('?createdAt=gte:2026-01-31T10:30:00Z&createdAt=lte:2026-01-31T11:30:00Z')).toEqual([second]);
    expect((await get('/orders?createdAt=gte:yesterday')).status).toBe(400);
  });

  it('shows each apply as an order of no price, by which it is found again', async () => {
    await stock(france, 2);
    const { applyReference } = (await post('/esims/apply', { name: france, repeat: 2 })).json;
    const [found] = (await get('/orders')).json;
    expect(found).toMatchObject({ total: 0, status: 'completed' });
    expect(found.order).toEqual(
      [0, 1].map((n) => ({
        type: 'bundleAssignment',
        item: `${applyReference}-${n}`,
        quantity: 0,
        subTotal: 0,
        pricePerUnit: 0,
      })),
    );
  });

  it('and one order by its reference; another is 403', async () => {
    const { json } = await order([line(1)]);
    expect((await get(`/orders/${json.orderReference}`)).json).toEqual(json);
    expect((await get('/orders/00000000-0000-4000-8000-000000000000')).status).toBe(403);
  });

  it('is an array, its latest as an object, or a wrapper', async () => {
    const { orderReference } = (await order([line(1)])).json;
    await settings({ shapes: { orders: 'object' } });
    expect((await get('/orders')).json).toMatchObject({ orderReference });
    await settings({ shapes: { orders: 'wrapper' } });
    expect((await get('/orders')).json).toMatchObject({ orders: [{ orderReference }] });
  });

  it('has errors of POST in plain text, where that is set', async () => {
    await reset({ settings: { shapes: { orderErrors: 'text' }, rateLimit: { enabled: false } } });
    const answer = await order([line(0)]);
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([
      400,
      'text/plain',
      'quantity must be a positive whole number',
    ]);
  });
});
