import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { BalanceResource, balanceToWire } from '../wire/balance.js';
import { Id, ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { route } from './route.js';
import { usage } from './usage.js';

export const getUserEntitlementBalance = route({
  id: 'getUserEntitlementBalance',
  method: 'GET',
  path: '/users/:user_id/entitlements/:item_id/balance',
  summary: 'Get what a user has left of an item (beyond Knetik)',
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId, item_id: Id }),
  query: Type.Object({ sku: usage.sku }),
  writes: false,
  success: { status: 200, schema: ref(BalanceResource) },
  names: { item: 'item_id', user: 'user_id' },

  async handle({ engine, params: { user_id: user, item_id: item }, query: { sku = null } }) {
    return { body: balanceToWire(await engine.balance({ user, item, sku })) };
  },
});
