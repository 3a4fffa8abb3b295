/** What a store sells, as it is written. Null says the same as nothing. */
export interface Sku {
  /** Unique over the store, at most 40 characters. */
  readonly sku: string;
  readonly description: string;
  /** Three capitals, of ISO 4217. */
  readonly currency_code: string;
  /** With the decimals of its currency: 1.99. */
  readonly original_price: number;
  readonly items: readonly SkuItem[];
  /** The server's own: what is written into it is left out. */
  readonly price?: number | null;
  readonly created_date?: number | null;
  readonly updated_date?: number | null;
}

/** What a SKU grants (beyond Knetik, where a SKU lies within its one item). One of `item_id` and `unique_key`. */
export interface SkuItem {
  readonly item_id?: number | null;
  readonly unique_key?: string | null;
  /** How many entries. Default 1. */
  readonly quantity?: number | null;
}

/** What a store sells, as it is read. */
export interface StoredSku extends Sku {
  readonly items: readonly StoredSkuItem[];
  readonly price: number;
  /** Unix seconds. */
  readonly created_date: number;
  readonly updated_date: number;
}

export interface StoredSkuItem extends SkuItem {
  readonly item_id: number;
  readonly quantity: number;
}
