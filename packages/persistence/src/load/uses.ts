import { integer, text } from '../schema/table.js';
import { useFromRow } from '../schema/use.js';
import { sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

export const usesLoader: Loader<'uses'> = {
  kind: 'uses',
  async load(session, needs, loaded) {
    const given = givenNeeds(
      session,
      needs,
      { user_id: text, item_id: integer, since: integer },
      ({ user, item, since }) => ({ user_id: user, item_id: item, since }),
    );
    const rows = await session.query(
      sql`select n.need, u.* from ${given} cross join holdall_use as u ${session.dialect.through('holdall_use_window')}
        where u.user_id = n.user_id and u.item_id = n.item_id and u.at > n.since and u.net > 0
        order by n.need, u.id`,
    );
    for (const [need, uses] of rowsPerNeed(needs, rows)) loaded.put<'uses'>(need, uses.map(useFromRow));
  },
};
