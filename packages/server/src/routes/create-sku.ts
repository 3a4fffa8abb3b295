import { holderOf } from '../auth/permission.js';
import { ref } from '../wire/schema.js';
import { Sku, skuFromWire, skuToWire } from '../wire/sku.js';
import { route } from './route.js';

export const createSku = route({
  id: 'createSku',
  method: 'POST',
  path: '/store/skus',
  summary: 'Create a SKU: what items are added to inventories by',
  tag: 'Store',
  permission: holderOf('INVENTORY_ADMIN'),
  body: ref(Sku),
  writes: true,
  success: { status: 201, schema: ref(Sku) },
  names: { 'sku.price': 'original_price', sku: '' },

  async handle({ engine, order, body }) {
    const sku = await engine.createSku({ ...order, sku: skuFromWire(body) });
    return { body: skuToWire(sku), replayed: sku.replayed };
  },
});
