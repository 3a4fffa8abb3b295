import { useFromRow, useTable } from '../schema/use.js';
import { integer, text } from '../schema/table.js';
import { raw, sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

export const useLoader: Loader<'use'> = {
  kind: 'use',
  async load(session, needs, loaded) {
    const given = givenNeeds(session, needs, { user_id: text, id: integer }, ({ user, id }) => ({ user_id: user, id }));
    const rows = await session.query(
      sql`select n.need, t.* from ${given} cross join ${raw(useTable.name)} as t where t.user_id = n.user_id and t.id = n.id`,
    );
    for (const [need, [row]] of rowsPerNeed(needs, rows)) {
      loaded.put<'use'>(need, row === undefined ? null : useFromRow(row));
    }
  },
};
