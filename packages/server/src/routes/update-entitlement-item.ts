import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { entityTag, ifMatchIn } from '../request/entity-tag.js';
import { EntitlementItem, itemFromWire } from '../wire/item.js';
import { Id, ref } from '../wire/schema.js';
import { cascade } from './cascade.js';
import { route } from './route.js';

export const updateEntitlementItem = route({
  id: 'updateEntitlementItem',
  method: 'PUT',
  path: '/entitlements/:entitlement_id',
  summary: 'Replace an entitlement item as a whole',
  tag: 'Entitlement items',
  permission: holderOf('INVENTORY_ADMIN'),
  params: Type.Object({ entitlement_id: Id }),
  query: Type.Object({ cascade }),
  body: ref(EntitlementItem),
  writes: true,
  versioned: true,
  success: { status: 204, schema: null },
  names: { id: 'entitlement_id', ifRevision: 'if-match', item: '' },

  async handle({ engine, order, params: { entitlement_id: id }, query, body, request }) {
    const ifRevision = ifMatchIn(request.headers);
    const document = itemFromWire(body);
    const item = await engine.updateItem({
      ...order,
      id,
      item: document,
      cascade: query.cascade ?? false,
      ifRevision,
    });
    return { replayed: item.replayed, headers: entityTag(item.revision) };
  },
});
