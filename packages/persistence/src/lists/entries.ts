import type { Direction, Entry, EntryOrder, EntryQuery, MomentFilter, Paged } from '@holdall/core';
import { entryFromRow, entryTable } from '../schema/entry.js';
import { integer, text, type Column } from '../schema/table.js';
import type { Dialect } from '../sql/dialect.js';
import type { Session } from '../sql/session.js';
import { raw, sql, type Sql } from '../sql/sql.js';
import { pageOf } from './page.js';

export const listEntries = (session: Session, query: EntryQuery): Promise<Paged<Entry>> =>
  pageOf(session, {
    table: entryTable.name,
    conditions: conditionsOf(query, session.dialect),
    order: [...query.order.map(orderTerm), 'id asc'].join(', '),
    fromRow: entryFromRow,
    page: query.page,
    size: query.size,
  });

const conditionsOf = ({ users, items, openAt, created }: EntryQuery, dialect: Dialect): readonly Sql[] => {
  const conditions: Sql[] = [];
  if (users !== null) conditions.push(isOneOf('user_id', text, users, dialect));
  if (items !== null) conditions.push(isOneOf('item_id', integer, items, dialect));
  if (openAt !== null) conditions.push(sql`status <> 'inactive' and (expires is null or expires > ${openAt})`);
  for (const { op, value } of created) conditions.push(sql`created_at ${operators[op]} ${value}`);
  return conditions;
};

/** A single one is the usual case; said as an equation, the rows come out of the index in order, and none are sorted. */
const isOneOf = (name: string, kind: Column, values: readonly (string | number)[], dialect: Dialect): Sql => {
  const column = raw(name);
  if (values.length === 1) return sql`${column} = ${values[0]!}`;
  const given = dialect.given(
    'n',
    { one: kind },
    values.map((one) => ({ one })),
  );
  return sql`${column} in (select n.one from ${given})`;
};

const operators: Readonly<Record<MomentFilter['op'], Sql>> = {
  GT: raw('>'),
  LT: raw('<'),
  EQ: raw('='),
  GOE: raw('>='),
  LOE: raw('<='),
};

const columns: Readonly<Record<EntryOrder['by'], string>> = {
  id: 'id',
  item: 'item_id',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  expires: 'expires',
};

/** Never expiring is later than any moment; where nulls come is not the same on every database unless it is said. */
const directions: Readonly<Record<Direction, string>> = { ASC: 'asc nulls last', DESC: 'desc nulls first' };

const orderTerm = ({ by, direction }: EntryOrder): string => `${columns[by]} ${directions[direction]}`;
