import { UTCDate } from '@date-fns/utc';
import { add, startOfMonth, sub } from 'date-fns';
import type { Instant } from './instant.js';

/** Lower case, as Knetik's plans and schedules spell them; read case-insensitively. */
export const unitsOfTime = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type UnitOfTime = (typeof unitsOfTime)[number];

/** A length of time on the calendar: a month is not a number of days. */
export interface Period {
  readonly length: number;
  readonly unit: UnitOfTime;
}

const millisecond = 1;
const second = 1000 * millisecond;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Units that are always the same length in UTC, where no day is ever cut short. */
const fixed: Partial<Record<UnitOfTime, number>> = { millisecond, second, minute, hour, day, week: 7 * day };
const calendar: Partial<Record<UnitOfTime, 'months' | 'years'>> = { month: 'months', year: 'years' };

/** The longest period that is accepted, in milliseconds of its average length: about a thousand years. */
const longest = 1000 * 366 * day;
const average: Record<UnitOfTime, number> = {
  millisecond,
  second,
  minute,
  hour,
  day,
  week: 7 * day,
  month: 31 * day,
  year: 366 * day,
};
export const isTooLong = ({ length, unit }: Period): boolean => length * average[unit] > longest;

/** Calendar arithmetic in UTC (rule 5): 31 January + 1 month is 28 or 29 February. */
export const after = (start: Instant, { length, unit }: Period): Instant => {
  const size = fixed[unit];
  if (size !== undefined) return start + length * size;
  return add(new UTCDate(start), { [calendar[unit]!]: length }).getTime();
};

export const before = (end: Instant, { length, unit }: Period): Instant => {
  const size = fixed[unit];
  if (size !== undefined) return end - length * size;
  return sub(new UTCDate(end), { [calendar[unit]!]: length }).getTime();
};

/** A rolling window that ends at `now` (rule 6): whether something that happened at `t` still counts. */
export const inWindow = (t: Instant, now: Instant, period: Period): boolean => t > before(now, period);

/**
 * The first moment at which something that happened at `t` no longer counts. Usually `t` + period; where the calendar
 * has no such day (31 January + 1 month) the window lets go of it at the start of the month after.
 */
export const leavesWindow = (t: Instant, period: Period): Instant => {
  const guess = after(t, period);
  if (!inWindow(t, guess, period)) return guess;
  return startOfMonth(add(new UTCDate(guess), { months: 1 })).getTime();
};

/** Half-open: `[from, until)`. */
export const contains = ({ from, until }: { from: Instant; until: Instant }, t: Instant): boolean =>
  t >= from && t < until;
