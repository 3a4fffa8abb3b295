import { Type } from 'typebox';
import { signedIn } from '../auth/permission.js';
import { entityTag } from '../request/entity-tag.js';
import { EntitlementItem, itemToWire } from '../wire/item.js';
import { Id, ref } from '../wire/schema.js';
import { route } from './route.js';

export const getEntitlementItem = route({
  id: 'getEntitlementItem',
  method: 'GET',
  path: '/entitlements/:entitlement_id',
  summary: 'Get an entitlement item',
  tag: 'Entitlement items',
  permission: signedIn,
  params: Type.Object({ entitlement_id: Id }),
  writes: false,
  versioned: true,
  success: { status: 200, schema: ref(EntitlementItem) },

  async handle({ engine, params }) {
    const item = await engine.item(params.entitlement_id);
    return { body: itemToWire(item), headers: entityTag(item.revision) };
  },
});
