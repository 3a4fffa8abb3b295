import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { afterIn, cursor } from '../request/cursor.js';
import { paging } from '../request/paging.js';
import { newestFirst, PageOfLog, PartOfLog, recordToWire } from '../wire/log.js';
import { pageToWire } from '../wire/page.js';
import { ref } from '../wire/schema.js';
import { entryNames, entryPath } from './entry-path.js';
import { itemsOf } from './items-of.js';
import { partOfLog } from './part-of-log.js';
import { route } from './route.js';

export const getUserInventoryLog = route({
  id: 'getUserInventoryLog',
  method: 'GET',
  path: '/users/:user_id/inventory/:id/log',
  summary: 'List what happened to an inventory entry, the newest first',
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: entryPath,
  query: Type.Object({ ...paging, cursor }),
  writes: false,
  success: { status: 200, schema: Type.Union([ref(PageOfLog), ref(PartOfLog)]) },
  names: { ...entryNames, after: 'cursor' },

  async handle({ engine, params: { user_id: user, id: entry }, query }) {
    // The log of an entry that is not theirs would be an empty list.
    await engine.entry({ user, entry });
    const { size = null, page: number = null } = query;
    const after = afterIn(query.cursor);
    if (after !== undefined) return { body: await partOfLog(engine, { user, entry, size, after }) };
    const page = await engine.log({ user, entry, size, page: number });
    const items = await itemsOf(engine, page.content);
    return { body: pageToWire(page, (one) => recordToWire(one, items.get(one.item)!.name), newestFirst) };
  },
});
