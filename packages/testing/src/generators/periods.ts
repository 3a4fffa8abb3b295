import { unitsOfTime, type Instant, type UnitOfTime } from '@holdall/core';
import fc from 'fast-check';

/** Moments at which calendars are awkward: ends of months, leap days, the turn of a year. */
const awkward: readonly Instant[] = [
  Date.UTC(2026, 0, 30, 23),
  Date.UTC(2026, 0, 31),
  Date.UTC(2026, 0, 31, 23, 59, 59, 999),
  Date.UTC(2027, 1, 28, 12),
  Date.UTC(2028, 1, 29),
  Date.UTC(2028, 1, 29, 6, 30),
  Date.UTC(2026, 11, 31, 23, 59, 59, 999),
  Date.UTC(2027, 2, 30, 1),
  Date.UTC(2026, 2, 31),
];

export const starts = (): fc.Arbitrary<Instant> =>
  fc.oneof(fc.constantFrom(...awkward), fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }));

/** The settings that say how long: short enough that a sequence of moves gets to its end. */
export const periods = (): fc.Arbitrary<{ readonly time_length: number; readonly unit_of_time: UnitOfTime }> =>
  fc.record({
    time_length: fc.oneof(
      { weight: 3, arbitrary: fc.constant(1) },
      { weight: 2, arbitrary: fc.integer({ min: 2, max: 14 }) },
    ),
    unit_of_time: fc.oneof(
      fc.constantFrom(...unitsOfTime),
      fc.constantFrom('day', 'month'),
      fc.constantFrom('month', 'year'),
    ),
  });
