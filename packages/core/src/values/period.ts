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

/**
 * The first moment at which something that happened at `t` no longer counts in a rolling window (rule 6): `t` + period.
 * Where the month has no such day (31 January + 1 month) the window lets go of it when that month is over, so that what
 * happened earlier never leaves later: on 28 February one month ago is 28 January.
 */
export const leavesWindow = (t: Instant, period: Period): Instant => {
  const end = after(t, period);
  const hasDay = calendar[period.unit] === undefined || new UTCDate(end).getUTCDate() === new UTCDate(t).getUTCDate();
  return hasDay ? end : startOfMonth(add(new UTCDate(end), { months: 1 })).getTime();
};

/**
 * Whether something that happened at `t` still counts at `now`. Counted on from `t` and not back from `now`: months have
 * other lengths, and what has left would come back (30 April leaves on 30 May; on 31 May a month ago is 30 April again).
 * Nothing at or before `before(now)` counts, so a store is asked for what came after that.
 */
export const inWindow = (t: Instant, now: Instant, period: Period): boolean => now < leavesWindow(t, period);
