import { StorageError, type Paged, type PageRequest } from '@holdall/core';
import { integerFrom } from '../schema/stored-values.js';
import type { Session, StoredRow } from '../sql/session.js';
import { joined, raw, sql, type Sql } from '../sql/sql.js';

export interface ListOf<T> extends PageRequest {
  readonly table: string;
  /** All of them must hold. */
  readonly conditions: readonly Sql[];
  readonly order: string;
  readonly fromRow: (row: StoredRow) => T;
}

/** One page, and how many there are over all pages: two statements over the same state. */
export const pageOf = async <T>(session: Session, list: ListOf<T>): Promise<Paged<T>> => {
  const { table, conditions, order, fromRow, page, size } = list;
  const from = sql`from ${raw(table)} where ${allOf(conditions)}`;
  const [counted] = await session.query(sql`select count(*) as total ${from}`);
  const rows = await session.query(
    sql`select * ${from} order by ${raw(order)} limit ${size} offset ${(page - 1) * size}`,
  );
  return { content: rows.map(fromRow), total: countFrom(counted?.['total']) };
};

export const countFrom = (value: unknown): number => {
  const count = integerFrom(value);
  if (count !== undefined) return count;
  throw new StorageError(`The database counted ${String(value)}, which is no safe integer.`, { transient: false });
};

const allOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('1 = 1') : joined(conditions, ' and ');
