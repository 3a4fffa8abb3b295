import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { ifMatchIn } from '../request/entity-tag.js';
import { Id } from '../wire/schema.js';
import { route } from './route.js';

export const deleteEntitlementItem = route({
  id: 'deleteEntitlementItem',
  method: 'DELETE',
  path: '/entitlements/:entitlement_id',
  summary: 'Delete an entitlement item: nobody gets it any more, and what users hold of it stays theirs',
  tag: 'Entitlement items',
  permission: holderOf('INVENTORY_ADMIN'),
  params: Type.Object({ entitlement_id: Id }),
  writes: true,
  versioned: true,
  success: { status: 204, schema: null },
  names: { id: 'entitlement_id', ifRevision: 'if-match' },

  async handle({ engine, order, params: { entitlement_id: id }, request }) {
    const { replayed } = await engine.deleteItem({ ...order, id, ifRevision: ifMatchIn(request.headers) });
    return { replayed };
  },
});
