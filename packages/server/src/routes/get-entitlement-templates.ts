import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { orderIn } from '../request/order.js';
import { paging } from '../request/paging.js';
import { pageToWire } from '../wire/page.js';
import { ref } from '../wire/schema.js';
import { PageOfTemplates, templateToWire } from '../wire/template.js';
import { route } from './route.js';

const properties = ['id', 'name', 'created_date', 'updated_date'] as const;

export const getEntitlementTemplates = route({
  id: 'getEntitlementTemplates',
  method: 'GET',
  path: '/entitlements/templates',
  summary: 'List entitlement templates',
  tag: 'Entitlement templates',
  permission: holderOf('TEMPLATE_ADMIN', 'ACHIEVEMENTS_ADMIN'),
  query: Type.Object({
    ...paging,
    order: Type.Optional(
      Type.String({ default: 'id:ASC', description: `PROPERTY:ASC or :DESC, by one of ${properties.join(', ')}` }),
    ),
  }),
  writes: false,
  success: { status: 200, schema: ref(PageOfTemplates) },

  async handle({ engine, query }) {
    const order = orderIn(query.order ?? 'id:ASC', properties);
    const { size = null, page = null } = query;
    return { body: pageToWire(await engine.templates({ size, page, order }), templateToWire, order) };
  },
});
