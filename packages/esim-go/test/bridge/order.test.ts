import { OrdersApi, SaleRefusedError, type Bridge, type Sale } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';

const sandbox = useSandbox();

const unlimited = 'esim_UL_7D_FR_V2';
const anna = { user: 'anna', item: france, key: 'cart 1' };

const onEsims = async () => Object.values((await sandbox.state()).esims).flatMap(({ assignments }) => assignments);
const orders = async () => Object.values((await sandbox.state()).orders).filter(({ kind }) => kind === 'order');
const balance = async () => (await sandbox.state()).organisation.balance;
const calls = async (operation: string) => {
  const { requests } = await sandbox.control<{ requests: { operation: string; body: string }[] }>('GET', '/requests');
  return requests.filter((one) => one.operation === operation);
};
const buys = async () => (await calls('ordersPost')).filter(({ body }) => JSON.stringify(body).includes('transaction'));

/** Somebody at the portal, on the same account. */
const portal = () => new OrdersApi(configured(sandbox.url, { apiKey: sandbox.apiKey }));
const lost = (effect: 'done' | 'none', outcome: object = { kind: 'drop' }) =>
  // The first is the question what it would cost.
  sandbox.fault({ operation: 'ordersPost', effect, outcome: outcome as { kind: 'drop' }, skip: 1 });

describe('where a bundle is taken from', () => {
  it('order: bought for the sale, with what was paid and when', async () => {
    const { bridge, engine } = await bridged(sandbox, { source: 'order' });
    await sandbox.stock(france, 1);
    const sale = await bridge.sell(anna);
    const [order] = await orders();
    const [assignment] = await onEsims();
    expect(sale).toMatchObject({
      stage: 'held',
      reference: order!.reference,
      assignment: assignment!.id,
      paid: { amount: 185, currency: 'USD' },
      boughtAt: Date.parse('2026-01-31T10:00:00.000Z'),
    });
    expect(Object.keys((await sandbox.state()).esims)).toEqual([sale.iccid]);
    expect(await balance()).toBe(1_000_000 - 185);
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ remaining: 1_000_000_000 });
    expect(await bridge.sell(anna)).toEqual(sale);
    expect(await buys()).toHaveLength(1);
  });

  it('order, on the eSIM that was named', async () => {
    const { bridge } = await bridged(sandbox, { source: 'order' });
    const iccid = await sandbox.esim(1);
    const sale = await bridge.sell({ ...anna, iccid });
    expect(sale).toMatchObject({ stage: 'held', iccid });
    expect((await sandbox.state()).esims[iccid]!.assignments.map(({ id }) => id)).toContain(sale.assignment);
    expect(await onEsims()).toHaveLength(2);
  });

  it('inventory_first: out of stock as long as there is some, and bought afterwards', async () => {
    const { bridge } = await bridged(sandbox);
    await sandbox.stock(france, 1);
    const first = await bridge.sell(anna);
    expect(await orders()).toEqual([]);
    // Nobody tells from which lot it came, nor what that had cost.
    expect(first).toMatchObject({ stage: 'held', paid: null, boughtAt: null });
    const second = await bridge.sell({ ...anna, key: 'cart 2' });
    expect(second).toMatchObject({ stage: 'held', paid: { amount: 185, currency: 'USD' } });
    expect(await orders()).toMatchObject([{ reference: second.reference }]);
  });

  it('inventory: never bought', async () => {
    const { bridge } = await bridged(sandbox, { source: 'inventory' });
    await expect(bridge.sell(anna)).rejects.toMatchObject({ details: { reason: 'esim_go_no_stock' } });
    expect(await calls('ordersPost')).toEqual([]);
  });

  it('inventory_first: only where none is left, not where the apply was refused for another reason', async () => {
    const { bridge } = await bridged(sandbox);
    await sandbox.stock(france, 1);
    const order = { ...anna, iccid: '8943108161005570000' };
    await expect(bridge.sell(order)).rejects.toMatchObject({ details: { reason: 'esim_go_not_accessible' } });
    expect(await calls('ordersPost')).toEqual([]);
  });
});

describe('a balance that does not cover it', () => {
  it('is a refusal of its own, before anything is sent; the entry is closed', async () => {
    const { bridge, engine } = await bridged(sandbox, { source: 'order' });
    await sandbox.control('PATCH', '/organisation', { balance: 184 });
    const refusal = (await bridge.sell(anna).catch((error: unknown) => error)) as SaleRefusedError;
    expect(refusal).toBeInstanceOf(SaleRefusedError);
    expect(refusal).toMatchObject({ details: { reason: 'esim_go_insufficient_balance', bundle: france } });
    expect(await engine.entry({ user: 'anna', entry: refusal.details.entry! })).toMatchObject({ ended: 'revoked' });
    expect(await buys()).toEqual([]);
    // The very last cent does.
    await sandbox.control('PATCH', '/organisation', { balance: 185 });
    expect(await bridge.sell({ ...anna, key: 'cart 2' })).toMatchObject({ stage: 'held' });
    expect(await balance()).toBe(0);
  });

  it.each([400, 402, 403])('is recognised where it shows only as a %i', async (status) => {
    const { bridge } = await bridged(sandbox, { source: 'order' });
    await sandbox.fault({
      operation: 'ordersPost',
      effect: 'none',
      outcome: { kind: 'status', status },
      skip: 1,
      hold: true,
    });
    const selling = bridge.sell(anna).catch((error: unknown) => error);
    await sandbox.control('POST', '/faults/filled', { count: 1 });
    // Spent by somebody else since it was asked.
    await sandbox.control('PATCH', '/organisation', { balance: 0 });
    await sandbox.control('POST', '/faults/release', { count: 1 });
    expect(await selling).toMatchObject({ details: { reason: 'esim_go_insufficient_balance' } });
    expect(await onEsims()).toEqual([]);
  });

  it('is not what any other refusal is taken for', async () => {
    const { bridge } = await bridged(sandbox, { source: 'order' });
    await lost('none', { kind: 'status', status: 403 });
    await expect(bridge.sell(anna)).rejects.toMatchObject({ details: { reason: 'esim_go_refused' } });
  });
});

describe('an order whose answer is lost', () => {
  const faults = [
    { kind: 'drop' },
    { kind: 'status', status: 503, retryAfterSeconds: 5 },
    { kind: 'status', status: 500, contentType: 'text' },
    { kind: 'malformed' },
    { kind: 'truncate' },
  ] as const;

  it.each(faults.flatMap((outcome) => [false, true].map((named) => ({ outcome, named }))))(
    'and was done is found, held once, and paid once: $outcome, on a named eSIM: $named',
    async ({ outcome, named }) => {
      const { bridge, engine, another } = await bridged(sandbox, { source: 'order' });
      const theirs = await sandbox.esim(1);
      await lost('done', outcome);
      const open = await bridge.sell({ ...anna, iccid: named ? theirs : null });
      expect(open).toMatchObject({ stage: 'placing', assignment: null });
      await (await another()).reconcile();
      const sale = (await bridge.sale('anna', open.entry!))!;
      const [order, ...more] = await orders();
      expect(more).toEqual([]);
      expect(sale).toMatchObject({
        stage: 'held',
        reference: order!.reference,
        paid: { amount: 185, currency: 'USD' },
        assignment: (await onEsims()).at(-1)!.id,
      });
      expect(sale.iccid === theirs).toBe(named);
      expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ status: 'active' });
      expect(await buys()).toHaveLength(1);
    },
  );

  it('and was not done is sent again, but not before ten minutes are over', async () => {
    const { bridge, clock } = await bridged(sandbox, { source: 'order' });
    await lost('none');
    const { entry } = await bridge.sell(anna);
    clock.advance({ minutes: 10, milliseconds: -1 });
    await bridge.reconcile();
    expect(await buys()).toHaveLength(1);
    clock.advance({ milliseconds: 1 });
    await bridge.reconcile();
    expect(await bridge.sale('anna', entry!)).toMatchObject({ stage: 'held' });
    expect(await buys()).toHaveLength(2);
    expect(await onEsims()).toHaveLength(1);
  });

  it('is told from what somebody else ordered before, and from what is not like it', async () => {
    const { bridge } = await bridged(sandbox, { source: 'order' });
    const line = { type: 'bundle', quantity: 1, item: france } as const;
    await portal().ordersPost({ type: 'transaction', assign: true, order: [line] });
    await lost('done');
    const { entry } = await bridge.sell(anna);
    const ours = (await orders()).at(-1)!.reference;
    // Since: two of it, one into the inventory, another bundle, several lines at once, and an apply.
    await portal().ordersPost({ type: 'transaction', assign: true, order: [{ ...line, quantity: 2 }] });
    await portal().ordersPost({ type: 'transaction', assign: false, order: [line] });
    await portal().ordersPost({ type: 'transaction', assign: true, order: [{ ...line, item: unlimited }] });
    await portal().ordersPost({ type: 'transaction', assign: true, order: [line, line] });
    await sandbox.esim(1);
    await bridge.reconcile();
    expect(await bridge.sale('anna', entry!)).toMatchObject({ stage: 'held', reference: ours });
  });

  const waits = async (bridge: Bridge, clock: { advance(by: object): unknown }) => {
    await bridge.reconcile();
    expect(await bridge.cases()).toEqual([]);
    clock.advance({ minutes: 10 });
    await bridge.reconcile();
    const sent = (await buys()).length;
    const [one, ...more] = await bridge.cases();
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      kind: 'order',
      attempts: 1,
      problem: { code: 'undecided' },
      findings: {
        candidates: (await orders()).map(({ reference }) => ({ reference })),
        price: { amount: 185, currency: 'USD' },
        balance: { amount: 1_000_000 },
      },
    });
    clock.advance({ minutes: 60 });
    await bridge.reconcile();
    expect(await buys()).toHaveLength(sent);
  };

  it('and cannot be told from one just like it is a case with all that was found, and never sent again', async () => {
    const { bridge, clock } = await bridged(sandbox, { source: 'order' });
    await lost('done');
    await bridge.sell(anna);
    const line = { type: 'bundle', quantity: 1, item: france } as const;
    await portal().ordersPost({ type: 'transaction', assign: true, order: [line] });
    await waits(bridge, clock);
  });

  it('and cost another price than was said is a case, and is not taken for not done', async () => {
    const { bridge, clock } = await bridged(sandbox, { source: 'order' });
    await lost('done');
    // Between the question what it would cost and the order.
    await sandbox.fault({ operation: 'inventoryGet', outcome: { kind: 'answer' }, hold: true });
    const selling = bridge.sell(anna);
    await sandbox.control('POST', '/faults/filled', { count: 1 });
    await sandbox.control('POST', '/catalogue', { bundles: [{ name: france, price: 200 }] });
    await sandbox.control('POST', '/faults/release', { count: 1 });
    await selling;
    await waits(bridge, clock);
  });

  it.each(['order', 'inventory'] as const)(
    'of two, on a named eSIM and on a new one: each is held by who wanted it (%s)',
    async (source) => {
      const { bridge, clock } = await bridged(sandbox, { source });
      await sandbox.stock(france, 5);
      const [named] = (await sandbox.control<{ iccids: [string] }>('POST', '/esims', {})).iccids;
      const losing = async (effect: 'done' | 'none') =>
        source === 'order'
          ? lost(effect)
          : sandbox.fault({ operation: 'esimsApplyPost', effect, outcome: { kind: 'drop' } });
      const order = (user: string) => ({ user, item: france, key: 'cart 1', iccid: user === 'ben' ? named : null });
      const sales: Sale[] = [];
      // Not done for the first, who looks first, and must not take what ben has asked for.
      for (const user of ['carl', 'ben', 'dora']) {
        await losing(user === 'carl' ? 'none' : 'done');
        sales.push(await bridge.sell(order(user)));
      }
      clock.advance({ minutes: 10 });
      for (const user of ['carl', 'dora', 'ben']) await bridge.sell(order(user));
      const held = await Promise.all(sales.map(({ user, entry }) => bridge.sale(user, entry!)));
      expect(held.map((sale) => sale!.stage)).toEqual(['held', 'held', 'held']);
      expect(held[1]!.iccid).toBe(named);
      expect(new Set(held.map((sale) => sale!.iccid))).toHaveProperty('size', 3);
      expect(await onEsims()).toHaveLength(3);
    },
  );

  it.each(['array', 'object', 'wrapper'] as const)(
    'is found whatever a list of orders looks like: %s',
    async (shape) => {
      const { bridge } = await bridged(sandbox, { source: 'order' });
      await sandbox.settings({ shapes: { orders: shape } });
      await lost('done');
      const { entry } = await bridge.sell(anna);
      // A list that is one object shows only the latest.
      await portal().ordersPost({
        type: 'transaction',
        assign: false,
        order: [{ type: 'bundle', quantity: 3, item: unlimited }],
      });
      await bridge.reconcile();
      expect(await bridge.sale('anna', entry!)).toMatchObject({ stage: 'held' });
    },
  );

  it('is found on the second page', async () => {
    const { bridge } = await bridged(sandbox, { source: 'order' });
    await lost('done');
    const { entry } = await bridge.sell(anna);
    await sandbox.stock(unlimited, 110);
    const iccids = await sandbox.control<{ iccids: string[] }>('POST', '/esims', { count: 4 });
    for (const iccid of iccids.iccids) {
      for (let n = 0; n < 27; n += 1) {
        await fetch(`${sandbox.url}/esims/apply`, {
          method: 'POST',
          headers: { 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' },
          body: JSON.stringify({ name: unlimited, iccid }),
        });
      }
    }
    await bridge.reconcile();
    expect((await calls('ordersGet')).length).toBeGreaterThan(2);
    expect(await bridge.sale('anna', entry!)).toMatchObject({ stage: 'held' });
  });
});

describe('what the vendor takes its time for', () => {
  it.each(['order', 'inventory'] as const)('is waited for, and not bought again: from %s', async (source) => {
    const { bridge } = await bridged(sandbox, { source });
    await sandbox.settings({ orders: { asynchronousAbove: 0 } });
    await sandbox.stock(france, 3);
    const open = await bridge.sell(anna);
    expect(open.stage).toBe('placing');
    await bridge.reconcile();
    expect(await onEsims()).toEqual([]);
    await sandbox.control('POST', '/clock', { seconds: 30 });
    await bridge.reconcile();
    expect(await bridge.sale('anna', open.entry!)).toMatchObject({ stage: 'held' });
    expect(await onEsims()).toHaveLength(1);
  });

  it('also where the answer was lost: the order is adopted while it is being processed', async () => {
    const { bridge } = await bridged(sandbox, { source: 'order' });
    await sandbox.settings({ orders: { asynchronousAbove: 0 } });
    await lost('done');
    const open = await bridge.sell(anna);
    await bridge.reconcile();
    expect((await orders())[0]!.status).toBe('processing');
    await sandbox.control('POST', '/clock', { seconds: 30 });
    await bridge.reconcile();
    expect(await bridge.sale('anna', open.entry!)).toMatchObject({ stage: 'held' });
    expect(await buys()).toHaveLength(1);
  });
});

describe('orders of different bundles', () => {
  it('keep three seconds apart, also those of two processes', async () => {
    const { bridge, another, clock } = await bridged(sandbox, { source: 'order', orderInterval: 3_000 });
    await sandbox.settings({ orders: { secondsBetween: 3 } });
    const two = await another();
    const selling = [bridge.sell(anna), two.sell({ user: 'ben', item: unlimited, key: 'cart 1' })];
    const both = Promise.all(selling);
    await Promise.race(selling);
    expect(await buys()).toHaveLength(1);
    await sandbox.control('POST', '/clock', { seconds: 3 });
    let over = false;
    void both.finally(() => (over = true));
    while (!over) {
      clock.advance({ milliseconds: 200 });
      await new Promise((resolve) => void setImmediate(resolve));
    }
    expect((await both).map(({ stage }) => stage)).toEqual(['held', 'held']);
    expect(clock.now() - Date.parse('2026-01-31T10:00:00.000Z')).toBeGreaterThanOrEqual(3_000);
    expect(await orders()).toHaveLength(2);
  });
});
