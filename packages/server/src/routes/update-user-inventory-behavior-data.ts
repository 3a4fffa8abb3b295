import { holderOf } from '../auth/permission.js';
import { JsonMap, orNull } from '../wire/schema.js';
import { entryNames, entryPath } from './entry-path.js';
import { route } from './route.js';

export const updateUserInventoryBehaviorData = route({
  id: 'updateUserInventoryBehaviorData',
  method: 'PUT',
  path: '/users/:user_id/inventory/:id/behavior-data',
  summary: 'Replace the behavior data of an inventory entry; no body empties it',
  tag: 'User inventory',
  permission: holderOf('INVENTORY_ADMIN'),
  user: 'user_id',
  params: entryPath,
  body: orNull(JsonMap),
  writes: true,
  success: { status: 200, schema: null },
  names: { ...entryNames, data: '' },

  async handle({ engine, order, params: { user_id: user, id: entry }, body: data }) {
    const { replayed } = await engine.setBehaviorData({ ...order, user, entry, data });
    return { replayed };
  },
});
