import { usesIn } from '@holdall/core';
import { recordFromRow } from '../schema/log.js';
import { integer, text } from '../schema/table.js';
import { sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

/** The uses that began in the window, each with all of its records: what was given back may bear any moment. */
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
      sql`with begun as materialized (
          select distinct n.need, n.user_id, u.use_id from ${given} cross join holdall_log as u
          where u.user_id = n.user_id and u.at > n.since and u.item_id = n.item_id and u.type = 'used'
        )
        select b.need, l.* from begun as b
        cross join holdall_log as l ${session.dialect.through('holdall_log_use')}
        where l.use_id = b.use_id and l.user_id = b.user_id
        order by b.need, l.id`,
    );
    for (const [need, records] of rowsPerNeed(needs, rows)) {
      loaded.put<'uses'>(
        need,
        usesIn(records.map(recordFromRow)).filter(({ net }) => net > 0),
      );
    }
  },
};
