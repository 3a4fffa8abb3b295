import type { Direction, Place } from '@holdall/core';
import { joined, raw, sql, type Sql } from '../sql/sql.js';

/** A column by which rows are sorted. */
export interface Term {
  readonly column: string;
  /** Null is later than any value. */
  readonly nullable: boolean;
  readonly direction: Direction;
}

export const orderBy = (terms: readonly Term[]): Sql => raw(`order by ${terms.map(termText).join(', ')}`);

/** Where nulls come is not the same on every database unless it is said; said of others, it could keep an index out. */
const termText = ({ column, nullable, direction }: Term): string => {
  if (direction === 'ASC') return nullable ? `${column} asc nulls last` : `${column} asc`;
  return nullable ? `${column} desc nulls first` : `${column} desc`;
};

/**
 * Whether a row comes after a place. Said so that an index on the columns is entered at the place: as a comparison of
 * whole rows where all columns agree in direction, otherwise with a bound on the first column before what refines it.
 */
export const beyond = (terms: readonly Term[], [value, ...values]: Place): Sql => {
  const [first, ...rest] = terms;
  if (terms.every(({ nullable, direction }) => !nullable && direction === first!.direction)) {
    const columns = raw(terms.map(({ column }) => column).join(', '));
    const place = [value, ...values].map((one) => sql`${one!}`);
    return sql`(${columns}) ${isAfter(first!)} (${joined(place, ', ')})`;
  }
  const { column: name, nullable, direction } = first!;
  const column = raw(name);
  // The id comes last and is never null, so that there is always a rest here.
  const later = beyond(rest, values);
  if (!nullable) return sql`${column} ${isAfter(first!)}= ${value!} and (${column} <> ${value!} or ${later})`;
  if (value === null) {
    const ties = sql`${column} is null and ${later}`;
    return direction === 'ASC' ? ties : sql`(${column} is not null or (${ties}))`;
  }
  const others = direction === 'ASC' ? sql`${column} > ${value!} or ${column} is null` : sql`${column} < ${value!}`;
  return sql`(${others} or (${column} = ${value!} and ${later}))`;
};

const isAfter = ({ direction }: Term): Sql => raw(direction === 'ASC' ? '>' : '<');
