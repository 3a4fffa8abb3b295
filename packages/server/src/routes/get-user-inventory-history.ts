import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { afterIn, cursor } from '../request/cursor.js';
import { paging } from '../request/paging.js';
import { PartOfLog } from '../wire/log.js';
import { ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { partOfLog } from './part-of-log.js';
import { route } from './route.js';

export const getUserInventoryHistory = route({
  id: 'getUserInventoryHistory',
  method: 'GET',
  path: '/users/:user_id/inventory/history',
  summary: "List what happened to all of a user's entries, the newest first, part by part (beyond Knetik)",
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId }),
  query: Type.Object({ size: paging.size, cursor }),
  writes: false,
  success: { status: 200, schema: ref(PartOfLog) },
  names: { user: 'user_id', after: 'cursor' },

  async handle({ engine, params: { user_id: user }, query }) {
    const { size = null } = query;
    return { body: await partOfLog(engine, { user, size, after: afterIn(query.cursor) ?? null }) };
  },
});
