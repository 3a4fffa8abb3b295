import { OrdersApi, StockRefusedError } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';

const sandbox = useSandbox();

const five = { bundle: france, quantity: 5, key: 'week 5' };
const europe = 'esim_5GB_30D_EU_V2';
const orders = async () => Object.values((await sandbox.state()).orders);

describe('bundles are bought into the inventory', () => {
  it('once per key, with what was paid; then they lie there as lots', async () => {
    const { bridge, another } = await bridged(sandbox);
    const bought = await bridge.stock(five);
    expect(bought).toMatchObject({
      state: 'bought',
      bundle: france,
      quantity: 5,
      paid: { amount: 5 * 185, currency: 'USD' },
      boughtAt: Date.parse('2026-01-31T10:00:00.000Z'),
    });
    expect(await (await another()).stock(five)).toEqual(bought);
    expect(await orders()).toMatchObject([{ reference: bought.reference, assign: false }]);
    expect(await bridge.lots()).toEqual([
      {
        bundle: france,
        remaining: 5,
        lots: [{ usageId: expect.any(Number), total: 5, remaining: 5, expiry: '2027-01-31' }],
      },
    ]);
    expect((await sandbox.state()).organisation.balance).toBe(1_000_000 - 5 * 185);
    await expect(bridge.stock({ ...five, quantity: 4 })).rejects.toMatchObject({
      details: { reason: 'idempotency_key_reused' },
    });
    await expect(bridge.stock({ ...five, bundle: europe })).rejects.toMatchObject({ code: 'conflict' });
    // Sold from there, not bought again.
    await bridge.sell({ user: 'anna', item: france, key: 'cart 1' });
    expect(await bridge.lots()).toMatchObject([{ remaining: 4 }]);
  });

  it.each([0, -1, 1.5, 11, NaN])('not %d of them', async (quantity) => {
    const { bridge } = await bridged(sandbox);
    await expect(bridge.stock({ ...five, quantity })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await orders()).toEqual([]);
  });

  it('not where the balance does not cover all of them: nothing is bought, and the refusal says so', async () => {
    const { bridge } = await bridged(sandbox);
    await sandbox.control('PATCH', '/organisation', { balance: 5 * 185 - 1 });
    const refusal = await bridge.stock(five).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StockRefusedError);
    expect(refusal).toMatchObject({ details: { reason: 'esim_go_insufficient_balance', bundle: france } });
    expect(await orders()).toEqual([]);
  });

  it('not where the vendor knows no such bundle: names are case-sensitive', async () => {
    const { bridge } = await bridged(sandbox);
    const order = { ...five, bundle: france.toUpperCase() };
    await expect(bridge.stock(order)).rejects.toMatchObject({ details: { reason: 'esim_go_bad_request' } });
  });

  it('more than five come later, and are bought once all the same, also where the answer is lost', async () => {
    const { bridge } = await bridged(sandbox);
    await sandbox.fault({ operation: 'ordersPost', effect: 'done', outcome: { kind: 'drop' }, skip: 1 });
    const six = { ...five, quantity: 6 };
    expect(await bridge.stock(six)).toMatchObject({ state: 'open', reference: null });
    expect(await bridge.reconcile()).toMatchObject({ looked: 1, finished: 1 });
    expect(await bridge.stock(six)).toMatchObject({ state: 'bought', paid: { amount: 6 * 185 } });
    expect(await bridge.lots()).toEqual([]);
    await sandbox.control('POST', '/clock', { seconds: 30 });
    expect(await bridge.lots()).toMatchObject([{ bundle: france, remaining: 6 }]);
    expect(await orders()).toHaveLength(1);
  });

  it('an order of another quantity, or onto an eSIM, is not taken for one whose answer was lost', async () => {
    const { bridge, clock } = await bridged(sandbox);
    await sandbox.fault({ operation: 'ordersPost', effect: 'none', outcome: { kind: 'drop' }, skip: 1 });
    await bridge.stock(five);
    const portal = new OrdersApi(configured(sandbox.url, { apiKey: sandbox.apiKey }));
    const line = { type: 'bundle', item: france } as const;
    await portal.ordersPost({ type: 'transaction', assign: false, order: [{ ...line, quantity: 4 }] });
    await portal.ordersPost({ type: 'transaction', assign: true, order: [{ ...line, quantity: 5 }] });
    await bridge.reconcile();
    expect(await bridge.stock(five)).toMatchObject({ state: 'open' });
    clock.advance({ minutes: 10 });
    await bridge.reconcile();
    const { reference } = (await orders()).at(-1)!;
    expect(await bridge.stock(five)).toMatchObject({ state: 'bought', reference });
    expect(await orders()).toHaveLength(3);
  });
});

describe('lots', () => {
  it('are told by bundle, the soonest to expire first, with their usage ids', async () => {
    const { bridge } = await bridged(sandbox);
    const lot = (bundle: string, quantity: number, expiresAt: string) =>
      sandbox.control<{ id: number }>('POST', '/lots', { bundle, quantity, expiresAt });
    const late = await lot(france, 3, '2026-12-31T00:00:00.000Z');
    const soon = await lot(france, 2, '2026-06-30T00:00:00.000Z');
    const other = await lot(europe, 1, '2026-03-31T00:00:00.000Z');
    expect(await bridge.lots()).toEqual([
      {
        bundle: france,
        remaining: 5,
        lots: [
          { usageId: soon.id, total: 2, remaining: 2, expiry: '2026-06-30' },
          { usageId: late.id, total: 3, remaining: 3, expiry: '2026-12-31' },
        ],
      },
      { bundle: europe, remaining: 1, lots: [{ usageId: other.id, total: 1, remaining: 1, expiry: '2026-03-31' }] },
    ]);
  });
});
