import type { SkuView } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { minorFromWire, minorToWire } from './money.js';
import { pageOf } from './page.js';
import { Id, model, orNull, ref, Seconds } from './schema.js';
import { toSeconds } from './seconds.js';

const Money = Type.Number({ minimum: 0, description: 'With the decimals of its currency at the most' });

/** What a SKU grants (beyond Knetik, where a SKU lies within its one item). */
export const SkuItem = model('SkuItem', {
  item_id: Type.Optional(orNull(Id)),
  unique_key: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 100, description: 'Instead of item_id' }))),
  quantity: Type.Optional(
    orNull(Type.Integer({ minimum: 1, maximum: 1000, format: 'int32', description: 'How many entries. Default: 1' })),
  ),
});

/** A SKU, as it is read and as it is written: `price` (there are no sales) and the dates are left out. */
export const Sku = model('Sku', {
  sku: Type.String({ minLength: 1, maxLength: 40 }),
  description: Type.String({ maxLength: 1000 }),
  currency_code: Type.String({ pattern: '^[A-Z]{3}$' }),
  original_price: Money,
  price: Type.Optional(orNull(Money)),
  items: Type.Array(ref(SkuItem), { minItems: 1, maxItems: 100 }),
  created_date: Type.Optional(orNull(Seconds)),
  updated_date: Type.Optional(orNull(Seconds)),
});
type Sku = Static<typeof Sku>;

export const PageOfSkus = pageOf(Sku);

/** In a path. */
export const SkuCode = Type.String({ minLength: 1, maxLength: 40 });

export const skuToWire = (sku: SkuView): Sku => ({
  sku: sku.sku,
  description: sku.description,
  currency_code: sku.currency_code,
  original_price: minorToWire(sku.price, sku.currency_code),
  price: minorToWire(sku.price, sku.currency_code),
  items: sku.items.map(({ item_id, quantity }) => ({ item_id, quantity })),
  created_date: toSeconds(sku.created_date),
  updated_date: toSeconds(sku.updated_date),
});

/** The document of a command. Fields that nobody knows stay, so that the engine refuses them by name. */
export const skuFromWire = (sku: Sku): object => {
  const { price: _price, created_date: _created, updated_date: _updated, original_price, ...document } = sku;
  return { ...document, price: minorFromWire(original_price, sku.currency_code) };
};
