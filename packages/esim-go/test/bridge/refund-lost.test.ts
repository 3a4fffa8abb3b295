import { ESIMsApi, NotRefundableError } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { arrived, revokes, soldTo } from './refunded.js';

const sandbox = useSandbox();

const opening = 1_000_000;
const price = 185;
const tenMinutes = { minutes: 10 };

const outcomes = [
  { kind: 'drop' },
  { kind: 'truncate' },
  { kind: 'malformed' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, retryAfterSeconds: 1 },
] as const;
const effects = ['done', 'none'] as const;
const faults = outcomes.flatMap((outcome) => effects.map((effect) => ({ outcome, effect })));

const held = async (count = 1) => sandbox.control('POST', '/faults/filled', { count });
const release = () => sandbox.control('POST', '/faults/release');

describe('a revoke whose answer is lost', () => {
  it.each(faults)('once: $outcome, $effect', async (fault) => {
    const { bridge, order, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: revokes, skip: 1, ...fault });
    expect(await bridge.refund(order)).toMatchObject({ stage: 'refunded', refund: { returned: 'inventory' } });
    expect(await truth()).toMatchObject({ state: 'revoked', left: [5] });
  });

  it('though it was done: is found', async () => {
    const { bridge, order, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: revokes, skip: 1, effect: 'done', outcome: { kind: 'drop' }, times: null });
    expect(await bridge.refund(order)).toMatchObject({ stage: 'refunded', refund: { returned: 'inventory' } });
    expect(await truth()).toMatchObject({ left: [5] });
  });

  it('as often as it is sent, though nothing was done: goes on later, and until then nothing is booked', async () => {
    const { bridge, engine, another, order, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: revokes, skip: 1, outcome: { kind: 'drop' }, times: null });
    expect(await bridge.refund(order)).toMatchObject({ stage: 'refunding', refund: { returned: null } });
    expect(await engine.entry(order)).toMatchObject({ status: 'active' });
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: false, why: 'refunding' });
    await sandbox.control('DELETE', '/faults');
    await (await another()).reconcile();
    expect(await bridge.sale('anna', order.entry)).toMatchObject({
      stage: 'refunded',
      refund: { returned: 'inventory' },
    });
    expect(await engine.entry(order)).toMatchObject({ ended: 'revoked' });
    expect(await truth()).toMatchObject({ left: [5] });
  });

  it('and whose eSIM was taken back with it: the inventory tells', async () => {
    const { bridge, order, truth } = await soldTo(sandbox, { installed: false });
    await sandbox.fault({ operation: revokes, skip: 1, effect: 'done', outcome: { kind: 'drop' }, times: null });
    const sale = await bridge.refund({ ...order, acceptReturn: true });
    expect(sale).toMatchObject({ stage: 'refunded', refund: { returned: 'inventory' } });
    expect(await truth()).toMatchObject({ state: 'revoked', left: [5] });
  });

  it.each(effects)('while a sale of the same bundle is open, of which it is not known (%s)', async (effect) => {
    const { bridge, order, clock, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: 'esimsApplyPost', effect, outcome: { kind: 'drop' } });
    await bridge.sell({ user: 'ben', item: france, key: 'cart 1' });
    await sandbox.fault({ operation: revokes, skip: 1, effect: 'done', outcome: { kind: 'drop' }, times: null });
    expect(await bridge.refund(order)).toMatchObject({ refund: { returned: 'inventory' } });
    clock.advance(tenMinutes);
    await bridge.reconcile();
    expect((await bridge.sales({ user: 'ben', limit: 2 }))[0]).toMatchObject({ stage: 'held' });
    expect(await bridge.cases()).toEqual([]);
    expect(await truth()).toMatchObject({ left: [4] });
  });
});

describe('an inventory refund whose answer is lost', () => {
  it.each(outcomes)('though it was done: is found, and not done again (%o)', async (outcome) => {
    const { bridge, order, clock, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: 'inventoryRefundPost', effect: 'done', outcome });
    expect(await bridge.refund({ ...order, to: 'balance' })).toMatchObject({ stage: 'refunding' });
    await bridge.reconcile();
    clock.advance(tenMinutes);
    await bridge.reconcile();
    expect(await bridge.sale('anna', order.entry)).toMatchObject({ refund: { returned: 'balance', credited: null } });
    expect(await truth()).toMatchObject({ left: [4], balance: opening + price });
    expect(await arrived(sandbox, 'inventoryRefundPost')).toBe(1);
  });

  it('and that was not done: is sent again, but not before the settling time is over', async () => {
    const { bridge, order, clock, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: 'inventoryRefundPost', outcome: { kind: 'drop' } });
    await bridge.refund({ ...order, to: 'balance' });
    clock.advance({ minutes: 10, milliseconds: -1 });
    await bridge.reconcile();
    expect(await arrived(sandbox, 'inventoryRefundPost')).toBe(1);
    clock.advance({ milliseconds: 1 });
    await bridge.reconcile();
    const credited = { amount: price, currency: 'USD' };
    expect(await bridge.sale('anna', order.entry)).toMatchObject({ refund: { returned: 'balance', credited } });
    expect(await truth()).toMatchObject({ left: [4], balance: opening + price });
  });

  it('and that may as well have been somebody else: waits for a human, and is not sent again', async () => {
    const { bridge, engine, order, clock, truth } = await soldTo(sandbox);
    await sandbox.fault({ operation: 'inventoryRefundPost', outcome: { kind: 'drop' } });
    await bridge.refund({ ...order, to: 'balance' });
    // As many are gone as it would have taken, but no money came.
    await new ESIMsApi(configured(sandbox.url, { apiKey: sandbox.apiKey })).esimsApplyPost({ name: france });
    await bridge.reconcile();
    clock.advance(tenMinutes);
    await bridge.reconcile();
    const [one] = await bridge.cases();
    expect(one).toMatchObject({ kind: 'inventory_refund', problem: { code: 'undecided' } });
    expect(one!.findings).toMatchObject({
      had: { balance: { amount: opening } },
      account: { balance: { amount: opening } },
    });
    expect(await bridge.quoteRefund(order)).toMatchObject({ refundable: false, why: 'case_open' });
    expect(await engine.entry(order)).toMatchObject({ status: 'active' });
    await bridge.reconcile();
    expect(await arrived(sandbox, 'inventoryRefundPost')).toBe(1);
    expect(await truth()).toMatchObject({ left: [4], balance: opening });
  });
});

describe('a customer who starts to use it', () => {
  /** At the moment when the nth list of her bundles was read, and not yet answered. */
  const whileRead = async (nth: number, refund: () => Promise<unknown>, then: () => Promise<unknown>) => {
    await sandbox.fault({
      operation: 'esimsIccidBundlesGet',
      effect: 'done',
      outcome: { kind: 'answer' },
      skip: nth - 1,
      hold: true,
    });
    const going = refund().catch((error: unknown) => error);
    await held();
    await then();
    await release();
    return going;
  };

  it('before the last look: it is not revoked', async () => {
    const { bridge, engine, order, iccid, truth } = await soldTo(sandbox);
    const refusal = await whileRead(
      1,
      () => bridge.refund(order),
      () => sandbox.traffic(iccid, 5_000),
    );
    expect(refusal).toBeInstanceOf(NotRefundableError);
    expect(await truth()).toMatchObject({ state: 'active', left: [4] });
    expect(await engine.entry(order)).toMatchObject({ status: 'active' });
    expect(await bridge.sale('anna', order.entry)).toMatchObject({ stage: 'held' });
    expect(await arrived(sandbox, revokes, 'type=transaction')).toBe(0);
  });

  it('between the check and the last look: it is not revoked, and may be given back if that was a mistake', async () => {
    const { bridge, order, truth, sale } = await soldTo(sandbox);
    await sandbox.fault({ operation: revokes, effect: 'done', outcome: { kind: 'answer' }, hold: true });
    const going = bridge.refund(order).catch((error: unknown) => error);
    await held();
    const show = (reportedState: string | null) =>
      sandbox.control('PATCH', `/assignments/${sale.assignment}`, { reportedState });
    await show('active');
    await release();
    expect(await going).toMatchObject({ details: { reason: 'started' } });
    expect(await truth()).toMatchObject({ state: 'queued', left: [4] });
    expect(await bridge.sale('anna', order.entry)).toMatchObject({ stage: 'held', problem: { code: 'started' } });
    await show(null);
    expect(await bridge.refund(order)).toMatchObject({ refund: { attempt: 2, returned: 'inventory' }, problem: null });
  });

  it('after the last look: it is lost, and that is what is booked, with what was used', async () => {
    const { bridge, engine, order, iccid, clock, truth } = await soldTo(sandbox);
    const open = await whileRead(
      2,
      () => bridge.refund({ ...order, to: 'balance' }),
      () => sandbox.traffic(iccid, 5_000),
    );
    // It might still come.
    expect(open).toMatchObject({ stage: 'refunding', refund: { returned: null } });
    clock.advance(tenMinutes);
    await bridge.reconcile();
    expect(await bridge.sale('anna', order.entry)).toMatchObject({
      stage: 'refunded',
      refund: { to: 'balance', returned: 'none', credited: null },
      problem: { code: 'nothing_returned' },
      meter: { state: 'revoked', used: 5_000 },
    });
    expect(await truth()).toMatchObject({ state: 'revoked', refundedTo: null, left: [4], balance: opening });
    const entry = await engine.entry(order);
    expect(entry).toMatchObject({ ended: 'revoked' });
    expect(await engine.ledger(order)).toMatchObject({ used: 5_000, revoked: 999_995_000, remaining: 0 });
    expect(entry.data['esim_go']).toMatchObject({ refund: { returned: 'none' } });
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
    expect(await bridge.cases()).toEqual([]);
    expect(await bridge.reconcile()).toEqual({ looked: 0, finished: 0, failed: [] });
  });

  it('or somebody else who revokes it after the last look: what came back is told all the same', async () => {
    const { bridge, order, iccid, sale, truth } = await soldTo(sandbox);
    const portal = new ESIMsApi(configured(sandbox.url, { apiKey: sandbox.apiKey }));
    const refunded = await whileRead(
      2,
      () => bridge.refund(order),
      () => portal.esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, france, sale.assignment!),
    );
    expect(refunded).toMatchObject({ stage: 'refunded', refund: { returned: 'inventory' } });
    expect(await truth()).toMatchObject({ state: 'revoked', left: [5] });
  });

  it('after the last look, where the vendor refuses to revoke it then: it stays held', async () => {
    await sandbox.settings({ refunds: { ineligibleRevoke: 'refused' } });
    const { bridge, order, iccid, truth } = await soldTo(sandbox);
    const refusal = await whileRead(
      2,
      () => bridge.refund(order),
      () => sandbox.traffic(iccid, 5_000),
    );
    expect(refusal).toMatchObject({ details: { reason: 'vendor_refuses' } });
    expect(await bridge.sale('anna', order.entry)).toMatchObject({ stage: 'held' });
    expect(await truth()).toMatchObject({ state: 'active', left: [4] });
  });
});

it('what came back is unknown where somebody else puts some into the stock at that moment', async () => {
  const { bridge, engine, order, clock } = await soldTo(sandbox);
  await sandbox.fault({ operation: revokes, skip: 1, effect: 'done', outcome: { kind: 'answer' }, hold: true });
  const going = bridge.refund(order);
  await held();
  await sandbox.stock(france, 3);
  await release();
  expect(await going).toMatchObject({ stage: 'refunding' });
  clock.advance(tenMinutes);
  await bridge.reconcile();
  expect(await bridge.sale('anna', order.entry)).toMatchObject({
    stage: 'refunded',
    refund: { returned: 'unknown' },
    problem: { code: 'return_unproven' },
  });
  expect(await engine.entry(order)).toMatchObject({ ended: 'revoked' });
});

it.each([
  ['new', 'inventory'],
  ['same', 'unknown'],
] as const)(
  'a sale that was thought to be lost lands at that moment: by a %s lot, it is %s',
  async (returnedLot, returned) => {
    await sandbox.settings({ refunds: { returnedLot } });
    const { bridge, order, clock } = await soldTo(sandbox);
    await sandbox.fault({ operation: 'esimsApplyPost', outcome: { kind: 'drop' } });
    await bridge.sell({ user: 'ben', item: france, key: 'cart 1' });
    await sandbox.fault({ operation: revokes, skip: 1, effect: 'done', outcome: { kind: 'answer' }, hold: true });
    const going = bridge.refund(order);
    await held();
    await new ESIMsApi(configured(sandbox.url, { apiKey: sandbox.apiKey })).esimsApplyPost({ name: france });
    await release();
    await going;
    clock.advance(tenMinutes);
    await bridge.reconcile();
    // As many in stock as before: it takes more than to count them.
    expect(await bridge.sale('anna', order.entry)).toMatchObject({ stage: 'refunded', refund: { returned } });
  },
);
