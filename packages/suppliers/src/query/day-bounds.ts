import type { EntriesInput } from '@holdall/core';
import { daysAfter, midnightOf, type Day } from './day.js';
import type { Filter } from './query.js';

type DayFilter = Extract<Filter, { type: 'day' }>;
type MomentFilter = Extract<Filter, { type: 'moment' }>;
type Created = NonNullable<EntriesInput['created']>;

interface Bounds {
  readonly from: Date | null;
  readonly before: Date | null;
}

/** When entries end, and whether those without an end are among them, too. */
export interface EndBounds extends Bounds {
  readonly never: boolean;
}

/** Every entry was created at some time, so `gtn` is no more than `gt`. */
export const createdIn = (filter: DayFilter | MomentFilter): Created => {
  if (filter.type === 'moment') return [{ op: comparisons[filter.op], value: new Date(filter.value) }];
  const { from, before } = boundsOf(filter);
  return [
    ...(from === null ? [] : [{ op: 'GOE' as const, value: from }]),
    ...(before === null ? [] : [{ op: 'LT' as const, value: before }]),
  ];
};
const comparisons = { eq: 'EQ', lt: 'LT', lte: 'LOE', gt: 'GT', gte: 'GOE' } as const;

/** By the last day on which they could be used: what ends at midnight was no longer there on the day that begins. */
export const endsIn = (filter: DayFilter): EndBounds => {
  const { from, before } = boundsOf(filter);
  const right = (moment: Date | null) => moment && new Date(moment.getTime() + 1);
  return { from: right(from), before: right(before), never: filter.op === 'gtn' };
};

export const bothOf = (one: EndBounds, other: EndBounds): EndBounds => {
  const momentsIn = (name: keyof Bounds) => [one[name], other[name]].flatMap((moment) => moment?.getTime() ?? []);
  const [from, before] = [momentsIn('from'), momentsIn('before')];
  return {
    from: from.length === 0 ? null : new Date(Math.max(...from)),
    before: before.length === 0 ? null : new Date(Math.min(...before)),
    never: one.never && other.never,
  };
};

const boundsOf = ({ op, value }: DayFilter): Bounds => {
  const [midnight, next] = [midnightOf(value), nextMidnight(value)];
  switch (op) {
    case 'eq':
      return { from: midnight, before: next };
    case 'lt':
      return { from: null, before: midnight };
    case 'lte':
      return { from: null, before: next };
    case 'gte':
      return { from: midnight, before: null };
    case 'gt':
    case 'gtn':
      return { from: next, before: null };
    default:
      return op satisfies never;
  }
};

/** The last day of the calendar has no next: it ends with its last millisecond, in which nothing is created. */
const nextMidnight = (day: Day): Date => {
  const next = daysAfter(day, 1);
  return next === null ? new Date(`${day}T23:59:59.999Z`) : midnightOf(next);
};
