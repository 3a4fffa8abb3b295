import { NotRefundableError, OrdersApi, type RefundRefusal } from '@holdall/esim-go';
import { systemTimers } from '@holdall/core';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { arrived, revokes, soldTo } from './refunded.js';

const sandbox = useSandbox();

const unlimited = 'esim_UL_7D_FR_V2';
const opening = 1_000_000;
const price = 185;

/** Time passes for both sides. */
const pass = async (clock: { advance(by: object): unknown }, by: object): Promise<void> => {
  clock.advance(by);
  await sandbox.control('POST', '/clock', by);
};

describe('an unused bundle is given back', () => {
  it.each(['same', 'new'] as const)('to the inventory (its %s lot), and its entry is closed', async (returnedLot) => {
    await sandbox.settings({ refunds: { returnedLot } });
    const { bridge, engine, order, truth } = await soldTo(sandbox);
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: true, to: 'inventory', returnsEsim: false });
    const sale = await bridge.refund(order);
    expect(sale).toMatchObject({
      stage: 'refunded',
      problem: null,
      refund: { to: 'inventory', returned: 'inventory', credited: null },
    });
    expect(await truth()).toEqual({
      state: 'revoked',
      refundedTo: 'inventory',
      left: returnedLot === 'same' ? [5] : [4, 1],
      balance: opening,
    });
    const entry = await engine.entry(order);
    expect(entry).toMatchObject({ status: 'inactive', ended: 'revoked', remaining: 0 });
    expect(entry.data['esim_go']).toMatchObject({
      assignment: sale.assignment,
      refund: { to: 'inventory', returned: 'inventory', credited: null, esim_returned: false },
    });
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
    expect(await bridge.reconcile()).toEqual({ looked: 0, finished: 0, failed: [] });
  });

  it.each(['same', 'new'] as const)(
    'to the balance, out of the %s lot, with what the balance rose by',
    async (returnedLot) => {
      await sandbox.settings({ refunds: { returnedLot } });
      const { bridge, engine, order, truth } = await soldTo(sandbox);
      const sale = await bridge.refund({ ...order, to: 'balance' });
      const credited = { amount: price, currency: 'USD' };
      expect(sale).toMatchObject({ stage: 'refunded', refund: { returned: 'balance', credited } });
      expect(await truth()).toMatchObject({ left: returnedLot === 'same' ? [4] : [4, 0], balance: opening + price });
      const { data } = await engine.entry(order);
      expect(data['esim_go']).toMatchObject({ refund: { to: 'balance', returned: 'balance', credited } });
    },
  );

  it('and never another of the same name: by its assignment', async () => {
    const { bridge, iccid, clock, order, truth, sale } = await soldTo(sandbox);
    clock.advance({ minutes: 1 });
    const other = await bridge.sell({ user: 'ben', item: france, iccid, key: 'cart 1' });
    // By name, the vendor would take the oldest: anna's.
    await bridge.refund({ user: 'ben', entry: other.entry! });
    expect(await truth()).toMatchObject({ state: 'queued' });
    expect(await bridge.sale('anna', order.entry)).toMatchObject({ stage: 'held', assignment: sale.assignment });
    expect(await arrived(sandbox, 'esimsIccidBundlesNameDelete')).toBe(0);
  });

  it('once, however many ask for it: who comes later is told what came of it', async () => {
    // Who waits for another process does so by the clock on the wall.
    const { bridge, another, order, truth } = await soldTo(sandbox, { timers: systemTimers });
    const third = await another();
    const sales = await Promise.all([bridge.refund(order), bridge.refund(order), third.refund(order)]);
    const [first] = sales;
    expect(sales.map(({ refund }) => refund)).toEqual([first.refund, first.refund, first.refund]);
    expect(first.refund).toMatchObject({ returned: 'inventory' });
    expect(await truth()).toMatchObject({ left: [5] });
    const refusal = await bridge.refund(order).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NotRefundableError);
    expect(refusal).toMatchObject({ details: { reason: 'already_refunded', refund: { returned: 'inventory' } } });
    expect(await arrived(sandbox, revokes, 'type=transaction')).toBe(1);
  });

  it.each([
    ['what is revoked is not shown any more', { shapes: { revoked: 'hidden' } }],
    ['a lot with nothing left is not shown', { shapes: { emptyLots: 'hidden' } }],
    ['states are written large', { shapes: { bundleState: 'upper' } }],
  ] as const)('also where %s', async (_what, settings) => {
    await sandbox.settings(settings);
    const { bridge, order, truth } = await soldTo(sandbox);
    expect(await bridge.refund({ ...order, to: 'balance' })).toMatchObject({ refund: { returned: 'balance' } });
    expect(await truth()).toMatchObject({ left: [4], balance: opening + price });
  });

  it('an unlimited one, by its state: its quantities mean nothing', async () => {
    const { bridge, order, truth } = await soldTo(sandbox, { bundle: unlimited });
    expect(await bridge.refund(order)).toMatchObject({ stage: 'refunded', refund: { returned: 'inventory' } });
    expect(await truth()).toMatchObject({ left: [5] });
  });

  it('and where money cannot be had for it, is told to be in the inventory', async () => {
    const { bridge, order, truth } = await soldTo(sandbox);
    await sandbox.fault({
      operation: 'inventoryRefundPost',
      outcome: { kind: 'status', status: 403, message: 'Refunds are not enabled' },
    });
    expect(await bridge.refund({ ...order, to: 'balance' })).toMatchObject({
      stage: 'refunded',
      refund: { to: 'balance', returned: 'inventory', credited: null },
      problem: { code: 'esim_go_refused' },
    });
    expect(await truth()).toMatchObject({ left: [5], balance: opening });
  });

  it('and money that something else may have moved is not told to be of it', async () => {
    const { bridge, order, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: 'inventoryRefundPost', effect: 'done', outcome: { kind: 'answer' }, hold: true });
    const going = bridge.refund({ ...order, to: 'balance' });
    await sandbox.control('POST', '/faults/filled', { count: 1 });
    const portal = new OrdersApi(configured(sandbox.url, { apiKey: sandbox.apiKey }));
    await portal.ordersPost({
      type: 'transaction',
      assign: false,
      order: [{ type: 'bundle', quantity: 1, item: unlimited }],
    });
    await sandbox.control('POST', '/faults/release');
    expect(await going).toMatchObject({ refund: { returned: 'balance', credited: null } });
    expect(await truth()).toMatchObject({ balance: opening + price - 1450 });
  });
});

type Sold = Awaited<ReturnType<typeof soldTo>>;

interface Case {
  readonly why: RefundRefusal;
  readonly when: string;
  readonly options?: Parameters<typeof soldTo>[1];
  readonly given: (sold: Sold) => Promise<unknown>;
}

const reported =
  (reportedState: string) =>
  ({ sale }: Sold) =>
    sandbox.control('PATCH', `/assignments/${sale.assignment}`, { reportedState });

const cases: readonly Case[] = [
  {
    why: 'started',
    when: 'its time runs',
    given: ({ sale }) => sandbox.control('POST', `/assignments/${sale.assignment}/start`),
  },
  { why: 'started', when: 'its eSIM has registered', given: ({ iccid }) => sandbox.traffic(iccid, 0) },
  { why: 'consumed', when: 'one byte was used', given: ({ iccid }) => sandbox.traffic(iccid, 1) },
  { why: 'consumed', when: 'all was used', given: ({ iccid }) => sandbox.traffic(iccid, 1_000_000_000) },
  {
    why: 'consumed',
    when: 'data was seen to be used, and the vendor does not say so any more',
    given: async ({ store, sale }) => {
      const now = (await store.sale(sale.id))!;
      await store.commit({ sales: [{ ...now, meter: { ...now.meter!, used: 1 } }] });
    },
  },
  {
    why: 'ended',
    when: 'it was used, and its time is over',
    given: async ({ iccid, clock }) => {
      await sandbox.traffic(iccid, 1);
      await pass(clock, { days: 7 });
    },
  },
  { why: 'ended', when: 'it has lapsed', given: ({ clock }) => pass(clock, { days: 365 }) },
  {
    why: 'ended',
    when: 'somebody else has revoked it',
    given: ({ iccid, sale }) =>
      fetch(`${sandbox.url}/esims/${iccid}/bundles/${france}/assignments/${sale.assignment}`, {
        method: 'DELETE',
        headers: { 'x-api-key': sandbox.apiKey },
      }),
  },
  { why: 'pending', when: 'the vendor is processing it again', given: reported('processing') },
  { why: 'unknown_state', when: 'nobody knows its state', given: reported('hibernating') },
  {
    why: 'unlimited_started',
    when: 'it is unlimited, and was used',
    options: { bundle: unlimited },
    given: ({ iccid }) => sandbox.traffic(iccid, 1),
  },
  { why: 'period_over', when: 'it was bought 60 days ago', given: ({ clock }) => pass(clock, { days: 60 }) },
  {
    why: 'period_over',
    when: 'it was bought before the period of this account',
    options: { refundPeriod: 86_400_000 },
    given: ({ clock }) => pass(clock, { days: 1 }),
  },
  {
    why: 'purchase_unknown',
    when: 'no lot said when it was bought',
    given: async ({ store, sale }) => {
      const applied = (await store.operation(`${sale.id}:apply`))!;
      const now = (await store.sale(sale.id))!;
      await store.commit({
        sales: [{ ...now, boughtAt: null }],
        operations: [{ ...applied, evidence: { ...applied.evidence, lots: [] } }],
      });
    },
  },
  { why: 'refunds_disabled', when: 'the host knows', options: { refunds: false }, given: async () => undefined },
  {
    why: 'refunds_disabled',
    when: 'the vendor says so',
    given: () => sandbox.settings({ refunds: { enabled: false } }),
  },
  {
    why: 'refunds_disabled',
    when: 'the vendor refuses even to check',
    given: () => sandbox.settings({ refunds: { enabled: false, ineligibleRevoke: 'refused' } }),
  },
  {
    why: 'vendor_refuses',
    when: 'the period of the vendor is shorter than is known',
    given: () => sandbox.settings({ refunds: { periodDays: 0 } }),
  },
  {
    why: 'vendor_refuses',
    when: 'the period of the vendor is shorter, and it refuses even to check',
    given: () => sandbox.settings({ refunds: { periodDays: 0, ineligibleRevoke: 'refused', refusedStatus: 400 } }),
  },
  {
    why: 'last_bundle_not_installed',
    when: 'its eSIM would be taken back with it',
    options: { installed: false },
    given: async () => undefined,
  },
  {
    why: 'last_bundle_not_installed',
    when: 'its eSIM has only used bundles else',
    options: { installed: false },
    given: async ({ iccid, bridge }) => {
      await sandbox.traffic(iccid, 1_000_000_000);
      await bridge.sell({ user: 'ben', item: france, iccid, key: 'cart 1' });
    },
  },
  {
    why: 'not_accessible',
    when: 'its eSIM is gone',
    options: { installed: false },
    given: ({ iccid, sale }) =>
      fetch(`${sandbox.url}/esims/${iccid}/bundles/${france}/assignments/${sale.assignment}`, {
        method: 'DELETE',
        headers: { 'x-api-key': sandbox.apiKey },
      }),
  },
];

describe('a bundle of which nothing would come back is not revoked', () => {
  it.each(cases)('$why: $when', async ({ why, options, given }) => {
    const { bridge, store, order: annas, sale: sold, ...rest } = await soldTo(sandbox, options);
    await given({ bridge, store, order: annas, sale: sold, ...rest });
    // Ben's, where he has bought one meanwhile.
    const ben = (await bridge.sales({ user: 'ben', limit: 1 }))[0];
    const order = ben === undefined ? annas : { user: 'ben', entry: ben.entry! };
    const before = await bridge.sale(order.user, order.entry);
    const world = await sandbox.state();
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: false, why });
    const refusal = await bridge.refund(order).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NotRefundableError);
    expect(refusal).toMatchObject({ code: 'esim_go_not_refundable', details: { reason: why, sale: before!.id } });
    expect(await bridge.sale(order.user, order.entry)).toEqual(before);
    const { esims, lots, organisation } = await sandbox.state();
    expect({ esims, lots, organisation }).toEqual({
      esims: world.esims,
      lots: world.lots,
      organisation: world.organisation,
    });
    expect(await arrived(sandbox, revokes, 'type=transaction')).toBe(0);
  });

  it('pending: it is not on its eSIM yet', async () => {
    await sandbox.settings({ assignments: { processingSeconds: 600 } });
    const { bridge, order } = await soldTo(sandbox);
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: false, why: 'pending' });
    await expect(bridge.refund(order)).rejects.toMatchObject({ details: { reason: 'pending' } });
  });

  it('cancelled: it was never delivered', async () => {
    const { bridge } = await soldTo(sandbox, { source: 'inventory' });
    await sandbox.control('POST', '/reset', { settings: { rateLimit: { enabled: false } } });
    const { details } = await bridge.sell({ user: 'anna', item: france, key: 'cart 2' }).catch((error) => error);
    const order = { user: 'anna', entry: details.entry as number };
    await expect(bridge.refund(order)).rejects.toMatchObject({ details: { reason: 'cancelled' } });
  });

  it('whose it is not, there is nothing to be had', async () => {
    const { bridge, order } = await soldTo(sandbox);
    await expect(bridge.refund({ ...order, user: 'ben' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(bridge.refund({ ...order, to: 'pocket' as never })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('and may be refundable later', async () => {
    const { bridge, order } = await soldTo(sandbox, { installed: false });
    await expect(bridge.refund(order)).rejects.toThrow(NotRefundableError);
    await sandbox.control('PATCH', `/esims/${(await bridge.sale('anna', order.entry))!.iccid}`, {
      profileStatus: 'Enabled',
    });
    expect(await bridge.refund(order)).toMatchObject({ refund: { returned: 'inventory' } });
  });
});

describe('the refund period', () => {
  const bought = '2026-01-20T08:30:00.000Z';

  it('counts from the order that the bundle came with, to the millisecond', async () => {
    await sandbox.control('POST', '/reset', { now: bought, settings: { rateLimit: { enabled: false } } });
    const portal = new OrdersApi(configured(sandbox.url, { apiKey: sandbox.apiKey }));
    await portal.ordersPost({
      type: 'transaction',
      assign: false,
      order: [{ type: 'bundle', quantity: 2, item: france }],
    });
    await sandbox.control('POST', '/clock', { to: '2026-01-31T10:00:00.000Z' });
    const { bridge, clock, order } = await soldTo(sandbox);
    const until = Date.parse('2026-03-21T08:30:00.000Z');
    const quote = { boughtAt: Date.parse(bought), estimated: false, until };
    clock.set(new Date(until - 1));
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: true, ...quote });
    clock.set(new Date(until));
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: false, why: 'period_over', ...quote });
  });

  it('otherwise from 12 months before the lot expires, the oldest that it may have come from; and says so', async () => {
    await sandbox.control('POST', '/lots', { bundle: france, quantity: 1, purchasedAt: bought });
    const { bridge, order } = await soldTo(sandbox);
    expect(await bridge.quoteRefund(order)).toMatchObject({
      refundable: true,
      boughtAt: Date.parse('2026-01-20T00:00:00.000Z'),
      estimated: true,
    });
  });
});

describe('an eSIM that the vendor takes back', () => {
  it('is lost where that was accepted, and the bundle is proven by the inventory', async () => {
    const { bridge, engine, order, truth, iccid } = await soldTo(sandbox, { installed: false });
    const accepted = { ...order, acceptReturn: true };
    expect(await bridge.quoteRefund(accepted)).toMatchObject({ refundable: true, returnsEsim: true });
    expect(await bridge.refund(accepted)).toMatchObject({ refund: { returned: 'inventory', acceptReturn: true } });
    expect(await truth()).toMatchObject({ state: 'revoked', left: [5] });
    expect((await sandbox.state()).esims[iccid]!.holder).toBe('returning');
    const { data } = await engine.entry(order);
    expect(data['esim_go']).toMatchObject({ refund: { returned: 'inventory', esim_returned: true } });
  });

  it('stays where it has another bundle', async () => {
    const { bridge, order, iccid } = await soldTo(sandbox, { installed: false });
    await bridge.sell({ user: 'anna', item: france, iccid, key: 'cart 2' });
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: true, returnsEsim: false });
    await bridge.refund(order);
    expect((await sandbox.state()).esims[iccid]!.holder).toBe('organisation');
  });
});
