import { logTypes, type Audit } from '@holdall/core';
import { entryTable } from '../schema/entry.js';
import { RowReader } from '../schema/row-reader.js';
import type { Session } from '../sql/session.js';
import { raw, sql } from '../sql/sql.js';
import { countFrom } from './page.js';

/** Adds up the log of every entry where it lies, and answers only what does not match. */
export const auditLedger = async (session: Session, most: number): Promise<Audit> => {
  const [counted] = await session.query(
    sql`select (select count(*) from holdall_entry) as entries, (select count(*) from holdall_log) as records`,
  );
  const rows = await session.query(
    sql`select e.user_id, e.id, e.booked, coalesce(sum(${signed}), 0) as logged
      from holdall_entry as e left join holdall_log as l on l.user_id = e.user_id and l.entry_id = e.id
      group by e.user_id, e.id, e.booked having e.booked <> coalesce(sum(${signed}), 0)
      order by e.id limit ${most}`,
  );
  return {
    entries: countFrom(counted?.['entries']),
    records: countFrom(counted?.['records']),
    unbalanced: rows.map((stored) => {
      const row = new RowReader(entryTable.name, stored);
      return {
        user: row.text('user_id'),
        entry: row.integer('id'),
        booked: row.integer('booked'),
        logged: row.integer('logged'),
      };
    }),
  };
};

/** A record's quantity with the sign that its type has in the ledger. */
const signed = raw(
  `case l.type ${Object.entries(logTypes)
    .map(([type, sign]) => `when '${type}' then ${sign} * l.quantity`)
    .join(' ')} end`,
);
