import type { Entry } from '@holdall/core';
import { entryFromRow } from '../schema/entry.js';
import { integer, text } from '../schema/table.js';
import { sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

export const openLoader: Loader<'open'> = {
  kind: 'open',
  async load(session, needs, loaded) {
    const given = givenNeeds(session, needs, { user_id: text, item_id: integer }, ({ user, item }) => ({
      user_id: user,
      item_id: item,
    }));
    const rows = await session.query(
      sql`select n.need, e.* from ${given} cross join holdall_entry as e ${session.dialect.through('holdall_entry_open')}
        where e.user_id = n.user_id and e.item_id = n.item_id and e.status <> 'inactive'`,
    );
    // Sorted here: most needs have one entry, and the database would sort all rows of all needs.
    for (const [need, open] of rowsPerNeed(needs, rows)) loaded.put<'open'>(need, open.map(entryFromRow).sort(byNth));
  },
};

const byNth = (a: Entry, b: Entry): number => a.nth - b.nth;
