import { logTypes, type LogType } from '@holdall/core';
import { logTable } from '../schema/log.js';
import { RowReader } from '../schema/row-reader.js';
import type { Session } from '../sql/session.js';
import { sql } from '../sql/sql.js';

const types = Object.keys(logTypes) as readonly LogType[];

/** What the log of one entry says, by type. */
export const logTotals = async (
  session: Session,
  user: string,
  entry: number,
): Promise<Readonly<Partial<Record<LogType, number>>>> => {
  const rows = await session.query(
    sql`select type, sum(quantity) as quantity from holdall_log where user_id = ${user} and entry_id = ${entry} group by type`,
  );
  return Object.fromEntries(
    rows.map((stored) => {
      const row = new RowReader(logTable.name, stored);
      return [row.oneOf('type', types), row.integer('quantity')];
    }),
  );
};
