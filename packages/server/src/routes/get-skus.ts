import { Type } from 'typebox';
import { signedIn } from '../auth/permission.js';
import { orderIn } from '../request/order.js';
import { paging } from '../request/paging.js';
import { pageToWire } from '../wire/page.js';
import { ref } from '../wire/schema.js';
import { PageOfSkus, skuToWire } from '../wire/sku.js';
import { route } from './route.js';

const properties = ['sku', 'price', 'created_date', 'updated_date'] as const;

export const getSkus = route({
  id: 'getSkus',
  method: 'GET',
  path: '/store/skus',
  summary: 'List SKUs',
  tag: 'Store',
  permission: signedIn,
  query: Type.Object({
    ...paging,
    order: Type.Optional(
      Type.String({ default: 'sku:ASC', description: `PROPERTY:ASC or :DESC, by one of ${properties.join(', ')}` }),
    ),
  }),
  writes: false,
  success: { status: 200, schema: ref(PageOfSkus) },

  async handle({ engine, query }) {
    const order = orderIn(query.order ?? 'sku:ASC', properties);
    const { size = null, page = null } = query;
    return { body: pageToWire(await engine.skus({ size, page, order }), skuToWire, order) };
  },
});
