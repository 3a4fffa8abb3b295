import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { entityTag } from '../request/entity-tag.js';
import { EntitlementItem, itemFromWire, itemToWire } from '../wire/item.js';
import { ref } from '../wire/schema.js';
import { cascade } from './cascade.js';
import { route } from './route.js';

export const createEntitlementItem = route({
  id: 'createEntitlementItem',
  method: 'POST',
  path: '/entitlements',
  summary: 'Create an entitlement item',
  tag: 'Entitlement items',
  permission: holderOf('INVENTORY_ADMIN'),
  query: Type.Object({ cascade }),
  body: ref(EntitlementItem),
  writes: true,
  versioned: true,
  success: { status: 201, schema: ref(EntitlementItem) },
  names: { item: '' },

  async handle({ engine, order, query, body }) {
    const item = await engine.createItem({ ...order, item: itemFromWire(body), cascade: query.cascade ?? false });
    return { body: itemToWire(item), replayed: item.replayed, headers: entityTag(item.revision) };
  },
});
