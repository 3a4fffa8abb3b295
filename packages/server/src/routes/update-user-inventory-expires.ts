import { holderOf } from '../auth/permission.js';
import { orNull, Seconds } from '../wire/schema.js';
import { fromSecondsOrNull } from '../wire/seconds.js';
import { entryNames, entryPath } from './entry-path.js';
import { route } from './route.js';

export const updateUserInventoryExpires = route({
  id: 'updateUserInventoryExpires',
  method: 'PUT',
  path: '/users/:user_id/inventory/:id/expires',
  summary: 'Set when an inventory entry expires; no body: never',
  tag: 'User inventory',
  permission: holderOf('INVENTORY_ADMIN'),
  user: 'user_id',
  params: entryPath,
  body: orNull(Seconds),
  writes: true,
  success: { status: 200, schema: null },
  names: { ...entryNames, expires: '' },

  async handle({ engine, order, params: { user_id: user, id: entry }, body }) {
    const { replayed } = await engine.setExpiry({ ...order, user, entry, expires: fromSecondsOrNull(body) });
    return { replayed };
  },
});
