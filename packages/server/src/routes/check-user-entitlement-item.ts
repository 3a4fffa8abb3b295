import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { refuseIfDenied } from '../errors/refuse-if-denied.js';
import { Id } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { isGuest, usage } from './usage.js';
import { route } from './route.js';

export const checkUserEntitlementItem = route({
  id: 'checkUserEntitlementItem',
  method: 'GET',
  path: '/users/:user_id/entitlements/:item_id/check',
  summary: 'Check whether a user may use an item now, without using it',
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId, item_id: Id }),
  query: Type.Object(usage),
  writes: false,
  success: { status: 200, schema: null },
  names: { item: 'item_id', user: 'user_id' },

  async handle({ engine, principal, params: { user_id: user, item_id: item }, query }) {
    const { quantity = null, sku = null } = query;
    refuseIfDenied(await engine.check({ user, item, quantity, sku, guest: isGuest(principal, user) }));
    return {};
  },
});
