import { entryFromRow } from '../schema/entry.js';
import { sql } from '../sql/sql.js';
import { latest, most, type Loader } from './loader.js';

export const dueLoader: Loader<'due'> = {
  kind: 'due',
  /** The answer to the widest need begins with the answer to each of the others: they are sorted by expiry. */
  async load(session, needs, loaded) {
    const rows = await session.query(
      sql`select * from holdall_entry
        where status <> 'inactive' and expires is not null and expires <= ${latest(needs)}
        order by expires, id limit ${most(needs)}`,
    );
    const due = rows.map(entryFromRow);
    for (const need of needs) {
      loaded.put<'due'>(need, due.filter(({ expires }) => expires! <= need.at).slice(0, need.most));
    }
  },
};
