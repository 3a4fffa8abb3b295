import { describe, expect, it } from 'vitest';
import { france, useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';
import { arrived } from './refunded.js';

const sandbox = useSandbox();

const opening = 1_000_000;
const europe = 'esim_5GB_30D_EU_V2';

const truth = async () => {
  const { lots, organisation } = await sandbox.state();
  return {
    left: Object.fromEntries(Object.values(lots).map(({ id, remaining }) => [id, remaining])),
    balance: organisation.balance,
  };
};

describe('stock is given back', () => {
  it('lot by lot: what went well and what did not each have their own answer', async () => {
    const { bridge } = await bridged(sandbox);
    const one = await sandbox.stock(france, 5);
    const few = await sandbox.stock(france, 1);
    const old = await sandbox.control<{ id: number }>('POST', '/lots', {
      bundle: europe,
      quantity: 2,
      purchasedAt: '2025-11-01T00:00:00.000Z',
    });
    const two = await sandbox.stock(europe, 2);
    const input = {
      key: 'spring',
      refunds: [
        { usageId: one.id, quantity: 3 },
        { usageId: few.id, quantity: 2 },
        { usageId: old.id, quantity: 1 },
        { usageId: 9_999, quantity: 1 },
        { usageId: two.id, quantity: 2 },
      ],
    };
    const answers = await bridge.refundStock(input);
    const after = {
      left: { [one.id]: 2, [few.id]: 1, [old.id]: 2, [two.id]: 0 },
      balance: opening + 3 * 185 + 2 * 999,
    };
    expect(answers).toMatchObject([
      {
        usageId: one.id,
        quantity: 3,
        state: 'refunded',
        credited: { amount: 3 * 185, currency: 'USD' },
        problem: null,
      },
      { usageId: few.id, state: 'refused', credited: null, problem: { code: 'too_few' } },
      { usageId: old.id, state: 'refused', credited: null, problem: { code: 'esim_go_refused' } },
      { usageId: 9_999, state: 'failed', credited: null, problem: { code: 'unknown_lot' } },
      { usageId: two.id, state: 'refunded', credited: { amount: 2 * 999, currency: 'USD' } },
    ]);
    expect(await truth()).toEqual(after);
    // Again with the same key: what came of it then.
    expect(await bridge.refundStock(input)).toEqual(answers);
    expect(await truth()).toEqual(after);
    const more = { ...input, refunds: [{ usageId: one.id, quantity: 1 }] };
    await expect(bridge.refundStock(more)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('with answers that are lost: open, until it is found what they were', async () => {
    const { bridge, clock } = await bridged(sandbox);
    const one = await sandbox.stock(france, 5);
    const two = await sandbox.stock(europe, 5);
    const lost = (effect: 'done' | 'none') =>
      sandbox.fault({ operation: 'inventoryRefundPost', effect, outcome: { kind: 'drop' } });
    await lost('done');
    await lost('none');
    const input = { key: 'spring', refunds: [one, two].map(({ id }) => ({ usageId: id, quantity: 2 })) };
    expect((await bridge.refundStock(input)).map(({ state }) => state)).toEqual(['open', 'open']);
    clock.advance({ minutes: 10 });
    expect(await bridge.reconcile()).toEqual({ looked: 2, finished: 2, failed: [] });
    expect(await bridge.refundStock(input)).toMatchObject([
      { state: 'refunded', credited: null },
      { state: 'refunded', credited: { amount: 2 * 999 } },
    ]);
    expect(await truth()).toEqual({ left: { [one.id]: 3, [two.id]: 3 }, balance: opening + 2 * 185 + 2 * 999 });
    expect(await arrived(sandbox, 'inventoryRefundPost')).toBe(3);
  });

  it('in part, where the vendor cannot be reached for the rest: the same key goes on', async () => {
    const { bridge } = await bridged(sandbox);
    const one = await sandbox.stock(france, 5);
    const two = await sandbox.stock(europe, 5);
    // Its evidence cannot be read: the first list is for both.
    await sandbox.fault({ operation: 'inventoryGet', skip: 2, times: null, outcome: { kind: 'status', status: 500 } });
    const input = { key: 'spring', refunds: [one, two].map(({ id }) => ({ usageId: id, quantity: 2 })) };
    expect(await bridge.refundStock(input)).toMatchObject([
      { state: 'refunded' },
      { state: 'failed', problem: { code: 'esim_go_unavailable' } },
    ]);
    await sandbox.control('DELETE', '/faults');
    expect((await bridge.refundStock(input)).map(({ state }) => state)).toEqual(['refunded', 'refunded']);
    expect(await truth()).toMatchObject({ left: { [one.id]: 3, [two.id]: 3 } });
  });

  it.each([
    { refunds: [], key: 'a' },
    { refunds: [{ usageId: 1, quantity: 0 }], key: 'a' },
    { refunds: [{ usageId: 1.5, quantity: 1 }], key: 'a' },
    { refunds: [{ usageId: 1, quantity: 1 }], key: '' },
    {
      refunds: [
        { usageId: 1, quantity: 1 },
        { usageId: 1, quantity: 2 },
      ],
      key: 'a',
    },
  ])('but not %o', async (input) => {
    const { bridge } = await bridged(sandbox);
    await expect(bridge.refundStock(input)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
