import { byBytes } from '../values/text.js';
import type { EntryList, EntryOrder, LogList, Order, Place } from './query.js';

export type LogSortField = 'user' | 'at' | 'id' | 'seq';

/** The order of a list with nothing left to chance: each field once, and nothing after the id, which settles all. */
export const entrySort = ({ order }: Pick<EntryList, 'order'>): readonly EntryOrder[] => {
  const sort: EntryOrder[] = [];
  for (const one of [...order, { by: 'id', direction: 'ASC' } as const]) {
    if (!sort.some(({ by }) => by === one.by || by === 'id')) sort.push(one);
  }
  return sort;
};

export const logSort = ({
  user,
  entry,
  since = null,
  direction,
}: Pick<LogList, 'user' | 'entry' | 'since' | 'direction'>): readonly Order<LogSortField>[] => {
  // Of one entry by `seq`, which trusts no clock; several entries have only their moments in common.
  const fields = since !== null ? (['id'] as const) : entry !== null ? (['seq'] as const) : (['at', 'id'] as const);
  return [...(user === null ? (['user'] as const) : []), ...fields].map((by) => ({ by, direction }));
};

export const placeOf = <Field extends string>(
  row: Readonly<Record<Field, string | number | null>>,
  sort: readonly Order<Field>[],
): Place => sort.map(({ by }) => row[by]);

/** Compares rows as every store has to sort them. */
export const inSortOrder =
  <Field extends string>(sort: readonly Order<Field>[]) =>
  (a: Readonly<Record<Field, string | number | null>>, b: Readonly<Record<Field, string | number | null>>): number => {
    for (const { by, direction } of sort) {
      const compared = compare(a[by], b[by]);
      if (compared !== 0) return direction === 'ASC' ? compared : -compared;
    }
    return 0;
  };

/** Null is the expiry of what never expires: later than any moment. */
const compare = (a: string | number | null, b: string | number | null): number => {
  if (typeof a === 'string' && typeof b === 'string') return byBytes(a, b);
  const [left, right] = [Number(a ?? Infinity), Number(b ?? Infinity)];
  return left === right ? 0 : left < right ? -1 : 1;
};
