import { usesIn } from '@holdall/core';
import { recordFromRow } from '../schema/log.js';
import { integer, text } from '../schema/table.js';
import { sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

export const useLoader: Loader<'use'> = {
  kind: 'use',
  async load(session, needs, loaded) {
    const given = givenNeeds(session, needs, { user_id: text, id: integer }, ({ user, id }) => ({ user_id: user, id }));
    const rows = await session.query(
      sql`select n.need, l.* from ${given} cross join holdall_log as l ${session.dialect.through('holdall_log_use')}
        where l.use_id = n.id and l.user_id = n.user_id
        order by n.need, l.id`,
    );
    for (const [need, records] of rowsPerNeed(needs, rows)) {
      loaded.put<'use'>(need, usesIn(records.map(recordFromRow))[0] ?? null);
    }
  },
};
