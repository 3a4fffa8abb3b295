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
    sql`select e.user_id, e.id, e.booked, coalesce(s.logged, 0) as logged
      from holdall_entry as e left join (
        select l.user_id, l.entry_id, sum(${signed}) as logged from holdall_log as l group by l.user_id, l.entry_id
      ) as s on s.user_id = e.user_id and s.entry_id = e.id
      where e.booked <> coalesce(s.logged, 0)
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
