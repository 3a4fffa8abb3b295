import { itemDocument } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import {
  isKnownState,
  isOver,
  lotsOf,
  meterOf,
  moneyIn,
  moneyOf,
  referenceIn,
  remainingIn,
  stockIn,
} from '../../src/mapping/translate.js';

describe("the vendor's decimals become minor units", () => {
  it.each([
    [9.99, 'USD', 999],
    [1.005, 'BHD', 1_005],
    [0.1 + 0.2, 'USD', 30],
    [1.15, 'EUR', 115],
    [4.35, 'USD', 435],
    [1.1 * 3, 'USD', 330],
    [8.2, 'GBP', 820],
    [1450, 'JPY', 1_450],
    [0, 'USD', 0],
    [-19.99, 'USD', -1_999],
    [123_456_789.01, 'USD', 12_345_678_901],
  ])('%d %s', (decimal, currency, amount) => {
    expect(moneyOf(decimal, currency)).toEqual({ amount, currency });
    expect(moneyIn(decimal, currency)).toEqual({ amount, currency });
  });

  it('of every whole cent up to 200, however it was added up', () => {
    for (let cents = 0; cents <= 20_000; cents += 1) expect(moneyOf(cents / 100, 'USD').amount).toBe(cents);
  });

  it.each([
    [1.855, 'USD'],
    [0.5, 'JPY'],
    [NaN, 'USD'],
    [Infinity, 'USD'],
    [1e16, 'USD'],
    [1, 'dollars'],
  ])('%d %s is none', (decimal, currency) => {
    expect(() => moneyOf(decimal, currency)).toThrow(RangeError);
    expect(moneyIn(decimal, currency)).toBeNull();
  });

  it.each([
    [undefined, 'USD'],
    [1, undefined],
  ])('%s and %s are no amount', (decimal, currency) => expect(moneyIn(decimal, currency)).toBeNull());
});

describe('a bundle becomes an item', () => {
  const data = (given: object) => {
    const { behaviors, additional_properties } = itemDocument({ name: 'esim', ...given }) as unknown as {
      behaviors: { type_hint: string; max_use?: number | null; unit_of_time?: string }[];
      additional_properties: { data?: { value: number } };
    };
    return {
      max: behaviors.find(({ type_hint }) => type_hint === 'consumable')!.max_use,
      told: additional_properties.data?.value,
      ends: behaviors.find(({ type_hint }) => type_hint === 'expirable')?.unit_of_time,
    };
  };

  it.each([
    // 1 GB is 1,000 MB is 1,000,000,000 bytes: not a power of two anywhere.
    [{ dataAmount: 1_000 }, 1_000_000_000],
    [{ dataAmount: 20_000 }, 20_000_000_000],
    [{ dataAmount: 1 }, 1_000_000],
    [{ dataAmount: 50_000_000 }, 50_000_000_000_000],
    [{ dataAmount: 1_000, unlimited: false }, 1_000_000_000],
  ])('%j: %d bytes', (given, bytes) => expect(data(given)).toMatchObject({ max: bytes, told: bytes }));

  it.each([{ dataAmount: 1_000, unlimited: true }, { dataAmount: -1 }, { dataAmount: 0 }, { unlimited: true }, {}])(
    '%j: without limit',
    (given) => expect(data(given)).toMatchObject({ max: null, told: undefined }),
  );

  it.each([
    [{ duration: 7 }, 'day'],
    [{ duration: 7, durationUnit: 'day' }, 'day'],
    [{ duration: 1, durationUnit: 'Month' }, 'month'],
    [{ duration: 1, durationUnit: 'fortnight' }, undefined],
    [{ duration: 0 }, undefined],
    [{}, undefined],
  ])('%j ends after a number of: %s', (given, unit) => expect(data(given).ends).toBe(unit));

  it.each([{}, { name: '' }, { description: 'A bundle' }])('%j, which nobody could apply, becomes none', (given) =>
    expect(itemDocument(given)).toBeNull(),
  );
});

describe('an assignment', () => {
  it.each([
    ['processing', true, false],
    ['queued', true, false],
    ['active', true, false],
    ['depleted', true, true],
    ['expired', true, true],
    ['lapsed', true, true],
    ['revoked', true, true],
    ['on hold', false, false],
    ['', false, false],
    ['Active', false, false],
  ])('%s: known %s, over %s', (state, known, over) => {
    expect(isKnownState(state)).toBe(known);
    expect(isOver(state)).toBe(over);
  });

  it.each([
    [
      { bundleState: 'ACTIVE', initialQuantity: 10, remainingQuantity: 4 },
      { state: 'active', initial: 10, used: 6 },
    ],
    // More left than there was at first: nothing is used, and not less than nothing.
    [
      { bundleState: 'queued', initialQuantity: 10, remainingQuantity: 12 },
      { state: 'queued', initial: 10, used: 0 },
    ],
    [
      { bundleState: 'active', initialQuantity: 10 },
      { state: 'active', initial: 10, used: 0 },
    ],
    // Missing is not 0: nothing is guessed.
    [
      { bundleState: 'active', remainingQuantity: 4 },
      { state: 'active', initial: null, used: 0 },
    ],
    [
      { bundleState: 'active', initialQuantity: 10, remainingQuantity: 0, unlimited: true },
      { state: 'active', initial: null, used: 0 },
    ],
    [{ bundleState: 'On Hold' }, { state: 'on hold', initial: null, used: 0 }],
    [{ initialQuantity: 10, remainingQuantity: 4 }, null],
  ])('%j is metered as %j', (assignment, meter) =>
    expect(meterOf(assignment)).toEqual(meter === null ? null : { ...meter, endsAt: null }),
  );

  it.each([
    ['5a0b6ff6-3b5e-4f0b-a2a1-0f9e2c3d4e5f-0', '5a0b6ff6-3b5e-4f0b-a2a1-0f9e2c3d4e5f'],
    ['5a0b6ff6-3b5e-4f0b-a2a1-0f9e2c3d4e5f-12', '5a0b6ff6-3b5e-4f0b-a2a1-0f9e2c3d4e5f'],
    ['word', null],
    ['-1', null],
    [undefined, null],
  ])('came with what its reference %s begins with: %s', (reference, of) => expect(referenceIn(reference)).toBe(of));
});

describe('lots', () => {
  const lot = (id: number | undefined, remaining: number | undefined, expiry?: string) => ({
    total: 9,
    ...(id === undefined ? {} : { id }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(expiry === undefined ? {} : { expiry }),
  });

  it('are counted by bundle, whose name is case-sensitive; what cannot be named or counted is none', () => {
    const inventory = {
      bundles: [
        { name: 'esim_B', available: [lot(4, 2, '2027-02-01'), lot(3, 1, '2026-12-01'), lot(5, 0), lot(undefined, 7)] },
        { name: 'esim_b', available: [lot(6, 3), lot(7, undefined)] },
        { name: 'esim_B', available: [lot(8, 1, '2026-01-01')] },
        { available: [lot(9, 1)] },
      ],
    };
    expect(remainingIn(lotsOf(inventory, 'esim_B'))).toBe(4);
    expect(remainingIn(lotsOf(inventory, 'esim_b'))).toBe(3);
    const [one, other, ...more] = stockIn(inventory);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ bundle: 'esim_B', remaining: 4 });
    expect(one!.lots.map(({ usageId }) => usageId)).toEqual([8, 3, 4, 5]);
    expect(other).toMatchObject({ bundle: 'esim_b', lots: [{ usageId: 6, total: 9, remaining: 3, expiry: null }] });
  });
});
