import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { Id } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { isGuest, usage } from './usage.js';
import { route } from './route.js';

export const useUserEntitlementItem = route({
  id: 'useUserEntitlementItem',
  method: 'POST',
  path: '/users/:user_id/entitlements/:item_id/use',
  summary: 'Use an item',
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId, item_id: Id }),
  query: Type.Object({ ...usage, info: Type.Optional(Type.String({ maxLength: 1000, description: 'For the log' })) }),
  writes: true,
  success: { status: 200, schema: null },
  names: { item: 'item_id', user: 'user_id' },

  async handle({ engine, principal, order, params: { user_id: user, item_id: item }, query }) {
    const { quantity = null, sku = null, info = null } = query;
    const guest = isGuest(principal, user);
    const { replayed } = await engine.use({ ...order, user, item, quantity, sku, info, guest });
    return { replayed };
  },
});
