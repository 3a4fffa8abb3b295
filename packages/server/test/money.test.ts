import { describe, expect, it } from 'vitest';
import { minorFromWire, minorToWire } from '../src/wire/money.js';

describe('money', () => {
  it.each([
    ['EUR', 4.35, 435],
    ['EUR', 0.29, 29],
    ['JPY', 500, 500],
    ['KWD', 1.005, 1005],
    ['CLF', 0.0001, 1],
    ['HUF', 1.5, 150],
    ['IQD', 0.001, 1],
    ['kwd', 1.005, 1005],
    ['GLD', 5, 500],
    ['EUR', 90_071_992_547_409.91, Number.MAX_SAFE_INTEGER],
  ])('of %s has the decimals of ISO 4217: %d is %i minor units', (currency, price, minor) => {
    expect(minorFromWire(price, currency)).toBe(minor);
    expect(minorToWire(minor, currency)).toBe(price);
  });

  it.each([
    ['EUR', 4.355],
    ['JPY', 0.5],
    ['KWD', 0.0005],
  ])('of %s with more decimals, %d, stays no whole number', (currency, price) => {
    expect(Number.isInteger(minorFromWire(price, currency))).toBe(false);
  });

  it('comes back as it went, over all digits', () => {
    for (const currency of ['EUR', 'JPY', 'KWD', 'CLF']) {
      for (let minor = 0; minor < 20_000; minor += 7) {
        expect(minorFromWire(minorToWire(minor, currency), currency)).toBe(minor);
      }
    }
  });
});
