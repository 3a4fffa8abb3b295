import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { EntitlementGrantRequest } from '../wire/grant.js';
import { ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { route } from './route.js';

export const grantUserEntitlement = route({
  id: 'grantUserEntitlement',
  method: 'POST',
  path: '/users/:user_id/entitlements',
  summary: 'Grant an entitlement item to a user',
  tag: 'User inventory',
  permission: holderOf('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId }),
  body: ref(EntitlementGrantRequest),
  writes: true,
  success: { status: 202, schema: null },
  names: { item: 'entitlement_id', user: 'user_id' },

  async handle({ engine, order, params, body }) {
    const { replayed } = await engine.grant({ ...order, user: params.user_id, item: body.entitlement_id });
    return { replayed };
  },
});
