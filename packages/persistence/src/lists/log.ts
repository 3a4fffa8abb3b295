import {
  logSort,
  type LogAfter,
  type LogList,
  type LogQuery,
  type LogRecord,
  type LogSortField,
  type Paged,
} from '@holdall/core';
import { logTable, recordFromRow } from '../schema/log.js';
import { text } from '../schema/table.js';
import type { Session } from '../sql/session.js';
import { sql, type Sql } from '../sql/sql.js';
import { isOneOf, pageOf, partOf, termsOf, type RowList } from './page.js';

export const listLog = (session: Session, query: LogQuery): Promise<Paged<LogRecord>> =>
  pageOf(session, rowsOf(session, query), query);

export const listLogAfter = (session: Session, query: LogAfter): Promise<readonly LogRecord[]> =>
  partOf(session, rowsOf(session, query), query);

const rowsOf = (session: Session, list: LogList): RowList<LogRecord> => ({
  table: logTable.name,
  conditions: conditionsOf(session, list),
  terms: termsOf(logSort(list), columns, logTable.columns),
  fromRow: recordFromRow,
});

const conditionsOf = (session: Session, { user, entry, types, since = null }: LogList): readonly Sql[] => {
  const conditions: Sql[] = [];
  if (user !== null) conditions.push(sql`user_id = ${user}`);
  if (entry !== null) conditions.push(sql`entry_id = ${entry}`);
  if (since !== null) conditions.push(sql`id > ${since}`);
  if (types !== null) conditions.push(isOneOf(session, 'type', text, types));
  return conditions;
};

const columns: Readonly<Record<LogSortField, string>> = { user: 'user_id', at: 'at', id: 'id', seq: 'seq' };
