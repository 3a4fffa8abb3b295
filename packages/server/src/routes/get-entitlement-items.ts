import { Type } from 'typebox';
import { signedIn } from '../auth/permission.js';
import { orderIn } from '../request/order.js';
import { paging } from '../request/paging.js';
import { itemToWire, PageOfItems } from '../wire/item.js';
import { pageToWire } from '../wire/page.js';
import { ref } from '../wire/schema.js';
import { route } from './route.js';

const properties = ['id', 'name', 'unique_key', 'category', 'sort', 'created_date', 'updated_date'] as const;

export const getEntitlementItems = route({
  id: 'getEntitlementItems',
  method: 'GET',
  path: '/entitlements',
  summary: 'List entitlement items',
  tag: 'Entitlement items',
  permission: signedIn,
  query: Type.Object({
    ...paging,
    order: Type.Optional(
      Type.String({ default: 'id:ASC', description: `PROPERTY:ASC or :DESC, by one of ${properties.join(', ')}` }),
    ),
    filter_template: Type.Optional(Type.String({ maxLength: 100, description: 'The id of a template' })),
  }),
  writes: false,
  success: { status: 200, schema: ref(PageOfItems) },
  names: { template: 'filter_template' },

  async handle({ engine, query }) {
    const order = orderIn(query.order ?? 'id:ASC', properties);
    const { size = null, page = null, filter_template: template = null } = query;
    return { body: pageToWire(await engine.items({ size, page, order, template }), itemToWire, order) };
  },
});
