import { StorageError, type Order, type Paged, type PageRequest, type PartRequest } from '@holdall/core';
import { integerFrom } from '../schema/stored-values.js';
import type { Column } from '../schema/table.js';
import type { Session, StoredRow } from '../sql/session.js';
import { joined, raw, sql, type Sql } from '../sql/sql.js';
import { beyond, orderBy, type Term } from './sort.js';

/** Rows of one table, sorted. */
export interface RowList<T> {
  readonly table: string;
  /** The index that leads to those that the conditions leave; null: the database finds it. */
  readonly index?: string | null;
  /** The one that gives them in their order, where that is the better way to a few of them. */
  readonly inOrder?: string | null;
  /** All of them must hold. */
  readonly conditions: readonly Sql[];
  readonly terms: readonly Term[];
  readonly fromRow: (row: StoredRow) => T;
}

/** One page, and how many there are over all pages: two statements over the same state. */
export const pageOf = async <T>(session: Session, list: RowList<T>, { page, size }: PageRequest): Promise<Paged<T>> => {
  const where = sql`where ${allOf(list.conditions)}`;
  const counting = tableThrough(session, list, list.index);
  const [counted] = await session.query(sql`select count(*) as total from ${counting} ${where}`);
  const reading = tableThrough(session, list, list.inOrder ?? list.index);
  const rows = await session.query(
    sql`select * from ${reading} ${where} ${orderBy(list.terms)} limit ${size} offset ${(page - 1) * size}`,
  );
  return { content: rows.map(list.fromRow), total: countFrom(counted?.['total']) };
};

/** What comes after a place: where an index has the rows in this order, it is entered there, however far that is. */
export const partOf = async <T>(
  session: Session,
  list: RowList<T>,
  { after, size }: PartRequest,
): Promise<readonly T[]> => {
  const wanted = after === null ? list.conditions : [...list.conditions, beyond(list.terms, after)];
  const reading = tableThrough(session, list, list.inOrder ?? list.index);
  const rows = await session.query(
    sql`select * from ${reading} where ${allOf(wanted)} ${orderBy(list.terms)} limit ${size}`,
  );
  return rows.map(list.fromRow);
};

/** The columns by which a list is sorted. */
export const termsOf = <Field extends string>(
  sort: readonly Order<Field>[],
  columns: Readonly<Record<Field, string>>,
  types: Readonly<Record<string, Column>>,
): readonly Term[] =>
  sort.map(({ by, direction }) => ({ column: columns[by], nullable: types[columns[by]]!.nullable, direction }));

/** A single one is the usual case; said as an equation, the rows come out of the index in order, and none are sorted. */
export const isOneOf = (
  { dialect }: Session,
  column: string,
  kind: Column,
  values: readonly (string | number)[],
): Sql => (values.length === 1 ? sql`${raw(column)} = ${values[0]!}` : dialect.isOneOf(column, kind, values));

export const countFrom = (value: unknown): number => {
  const count = integerFrom(value);
  if (count !== undefined) return count;
  throw new StorageError(`The database counted ${String(value)}, which is no safe integer.`, { transient: false });
};

const tableThrough = ({ dialect }: Session, { table }: { readonly table: string }, index?: string | null): Sql =>
  index === undefined || index === null ? raw(table) : sql`${raw(table)} ${dialect.through(index)}`;

const allOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('1 = 1') : joined(conditions, ' and ');
