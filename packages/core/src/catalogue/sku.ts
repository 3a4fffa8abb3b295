import type { Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';

export interface SkuItem {
  readonly item_id: number;
  /** How many entries of the item one purchase makes. */
  readonly quantity: Quantity;
}

/** What a store sells: grants one or more items. */
export interface Sku {
  /** Unique over the store, at most 40 characters. */
  readonly sku: string;
  readonly description: string;
  /** ISO 4217. */
  readonly currency_code: string;
  /** Minor units of the currency. */
  readonly price: Quantity;
  readonly items: readonly SkuItem[];
  readonly created_date: Instant;
  readonly updated_date: Instant;
}
