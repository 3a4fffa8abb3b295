import { Type } from 'typebox';
import { signedIn } from '../auth/permission.js';
import { ref } from '../wire/schema.js';
import { Sku, SkuCode, skuToWire } from '../wire/sku.js';
import { route } from './route.js';

export const getSku = route({
  id: 'getSku',
  method: 'GET',
  path: '/store/skus/:sku',
  summary: 'Get a SKU',
  tag: 'Store',
  permission: signedIn,
  params: Type.Object({ sku: SkuCode }),
  writes: false,
  success: { status: 200, schema: ref(Sku) },

  async handle({ engine, params }) {
    return { body: skuToWire(await engine.sku(params.sku)) };
  },
});
