import { replyTable } from '../schema/reply.js';
import { RowReader } from '../schema/row-reader.js';
import { sql } from '../sql/sql.js';
import { latest, most, type Loader } from './loader.js';

export const staleRepliesLoader: Loader<'staleReplies'> = {
  kind: 'staleReplies',
  /** Oldest first, so that the answer to the widest need begins with the answer to each of the others. */
  async load(session, needs, loaded) {
    const rows = await session.query(
      sql`select scope, reply_key, at from holdall_reply where at <= ${latest(needs)}
        order by at, scope, reply_key limit ${most(needs)}`,
    );
    const stale = rows.map((row) => {
      const reader = new RowReader(replyTable.name, row);
      return { at: reader.integer('at'), scope: reader.text('scope'), key: reader.text('reply_key') };
    });
    for (const need of needs) {
      const wanted = stale.filter(({ at }) => at <= need.at).slice(0, need.most);
      loaded.put<'staleReplies'>(
        need,
        wanted.map(({ scope, key }) => ({ scope, key })),
      );
    }
  },
};
