import type { Behavior } from './behavior.js';
import type { Property } from './property.js';

/** An item, as it is written. Null says the same as nothing. */
export interface EntitlementItem {
  readonly name: string;
  /** Default `entitlement`. */
  readonly type_hint?: string | null;
  /** Unique over all items. */
  readonly unique_key?: string | null;
  readonly category?: string | null;
  readonly tags?: readonly string[] | null;
  /** At most 255 characters. */
  readonly short_description?: string | null;
  readonly long_description?: string | null;
  /** Default 500. */
  readonly sort?: number | null;
  /** What one of it is counted in (beyond Knetik). Default `use`. */
  readonly unit?: string | null;
  /** The id of a template. Null: additional properties are not checked. */
  readonly template?: string | null;
  readonly additional_properties?: Readonly<Record<string, Property>> | null;
  readonly behaviors?: readonly Behavior[] | null;
  /** The server's own: what is written into it is left out. */
  readonly id?: number | null;
  readonly created_date?: number | null;
  readonly updated_date?: number | null;
}

/** An item, as it is read. */
export interface StoredEntitlementItem extends EntitlementItem {
  readonly id: number;
  readonly type_hint: string;
  readonly unique_key: string | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly sort: number;
  readonly unit: string;
  readonly template: string | null;
  readonly additional_properties: Readonly<Record<string, Property>>;
  readonly behaviors: readonly Behavior[];
  /** Unix seconds. */
  readonly created_date: number;
  readonly updated_date: number;
}
