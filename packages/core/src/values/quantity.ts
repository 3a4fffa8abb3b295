/** A whole number of the item's smallest unit, from 0 to 2^53 - 1. */
export type Quantity = number;

export const isQuantity = (value: unknown): value is Quantity => Number.isSafeInteger(value) && (value as number) >= 0;

/** What may be asked for (rule 16): a whole number of at least 1. A negative use would be a free grant. */
export const isAskable = (value: unknown): value is Quantity => isQuantity(value) && value >= 1;

/** @throws RangeError when the sum is no longer exact. */
export const plus = (a: Quantity, b: Quantity): Quantity => exact(a + b);

/** @throws RangeError below zero: a charge that does not fit is an error, never silently nothing. */
export const minus = (a: Quantity, b: Quantity): Quantity => {
  if (b > a) throw new RangeError(`cannot take ${b} from ${a}`);
  return exact(a - b);
};

/** For what is only told and compared, never booked: beyond 2^53 - 1 it stays there. */
export const plusAtMost = (a: Quantity, b: Quantity): Quantity => Math.min(a + b, Number.MAX_SAFE_INTEGER);

export const sum = (quantities: readonly Quantity[]): Quantity => quantities.reduce(plus, 0);

/** @throws RangeError when the number is no longer exact. */
export const exact = (value: number): number => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is beyond what is counted exactly`);
  return value;
};
