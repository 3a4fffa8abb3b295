import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { ExplanationResource, explanationToWire } from '../wire/explanation.js';
import { Id, ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { route } from './route.js';
import { isGuest, usage } from './usage.js';

export const explainUserEntitlementItem = route({
  id: 'explainUserEntitlementItem',
  method: 'GET',
  path: '/users/:user_id/entitlements/:item_id/explain',
  summary: 'Explain why a user may or may not get and use an item now (beyond Knetik)',
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId, item_id: Id }),
  query: Type.Object(usage),
  writes: false,
  success: { status: 200, schema: ref(ExplanationResource) },
  names: { item: 'item_id', user: 'user_id' },

  async handle({ engine, principal, params: { user_id: user, item_id: item }, query }) {
    const { quantity = null, sku = null } = query;
    const explanation = await engine.explain({ user, item, quantity, sku, guest: isGuest(principal, user) });
    return { body: explanationToWire(explanation) };
  },
});
