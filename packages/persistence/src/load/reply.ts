import { replyFromRow } from '../schema/reply.js';
import { text } from '../schema/table.js';
import { sql } from '../sql/sql.js';
import { givenNeeds, rowsPerNeed, type Loader } from './loader.js';

export const replyLoader: Loader<'reply'> = {
  kind: 'reply',
  async load(session, needs, loaded) {
    const given = givenNeeds(session, needs, { scope: text, reply_key: text }, ({ scope, key }) => ({
      scope,
      reply_key: key,
    }));
    const rows = await session.query(
      sql`select n.need, r.* from ${given} cross join holdall_reply as r
        where r.scope = n.scope and r.reply_key = n.reply_key`,
    );
    for (const [need, [row]] of rowsPerNeed(needs, rows)) {
      loaded.put<'reply'>(need, row === undefined ? null : replyFromRow(row));
    }
  },
};
