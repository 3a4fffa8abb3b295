import { entryTable } from '../schema/entry.js';
import { RowReader } from '../schema/row-reader.js';
import { integer, text } from '../schema/table.js';
import { sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

/**
 * Acquisitions are numbered from 1 without gaps and never deleted, so that the highest number is how many there are, and
 * the latest `most` are those above it less `most`: nothing is counted, however long a user's history.
 */
export const getsLoader: Loader<'gets'> = {
  kind: 'gets',
  async load(session, needs, loaded) {
    const given = givenNeeds(
      session,
      needs,
      { user_id: text, item_id: integer, most: integer },
      ({ user, item, most }) => ({ user_id: user, item_id: item, most }),
    );
    const rows = await session.query(
      sql`with counted as materialized (
          select n.need, n.user_id, n.item_id, n.most, coalesce(
            (select max(l.nth) from holdall_entry as l where l.user_id = n.user_id and l.item_id = n.item_id), 0
          ) as count
          from ${given}
        )
        select c.need, c.count, e.created_at from counted as c
        left join holdall_entry as e ${session.dialect.through('holdall_entry_nth')}
          on e.user_id = c.user_id and e.item_id = c.item_id and e.nth > c.count - c.most
        order by c.need, e.nth desc`,
    );
    for (const [need, gets] of rowsPerNeed(needs, rows)) {
      const readers = gets.map((row) => new RowReader(entryTable.name, row));
      loaded.put<'gets'>(need, {
        count: readers[0]!.integer('count'),
        recent: readers.map((row) => row.integerOrNull('created_at')).filter((at) => at !== null),
      });
    }
  },
};
