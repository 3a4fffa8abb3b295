import type { LogQuery, LogRecord, Paged } from '@holdall/core';
import { logTable, recordFromRow } from '../schema/log.js';
import { text } from '../schema/table.js';
import type { Session } from '../sql/session.js';
import { sql } from '../sql/sql.js';
import { pageOf } from './page.js';

export const listLog = (session: Session, query: LogQuery): Promise<Paged<LogRecord>> => {
  const { user, entry, types, direction, page, size } = query;
  const conditions = [sql`user_id = ${user}`];
  if (entry !== null) conditions.push(sql`entry_id = ${entry}`);
  if (types !== null) {
    const given = session.dialect.given(
      'n',
      { type: text },
      types.map((type) => ({ type })),
    );
    conditions.push(sql`type in (select n.type from ${given})`);
  }
  // Of one entry by `seq`, which trusts no clock; several entries have only their moments in common.
  const by = entry === null ? ['at', 'id'] : ['seq'];
  const order = by.map((column) => (direction === 'ASC' ? `${column} asc` : `${column} desc`)).join(', ');
  return pageOf(session, { table: logTable.name, conditions, order, fromRow: recordFromRow, page, size });
};
