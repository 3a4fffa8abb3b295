import { entryFromRow } from '../schema/entry.js';
import { integer, text } from '../schema/table.js';
import { sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

export const latestLoader: Loader<'latest'> = {
  kind: 'latest',
  async load(session, needs, loaded) {
    const given = givenNeeds(session, needs, { user_id: text, item_id: integer }, ({ user, item }) => ({
      user_id: user,
      item_id: item,
    }));
    const rows = await session.query(
      sql`select n.need, e.* from ${given} cross join holdall_entry as e ${session.dialect.through('holdall_entry_nth')}
        where e.user_id = n.user_id and e.item_id = n.item_id and e.nth =
          (select max(l.nth) from holdall_entry as l where l.user_id = n.user_id and l.item_id = n.item_id)`,
    );
    for (const [need, [row]] of rowsPerNeed(needs, rows)) {
      loaded.put<'latest'>(need, row === undefined ? null : entryFromRow(row));
    }
  },
};
