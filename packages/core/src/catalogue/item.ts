import type { Instant } from '../values/instant.js';
import type { JsonObject } from '../values/json.js';
import type { PropertyValue } from './properties/value.js';

/** The settings of one behavior, as the contract spells them: `{ type_hint: 'consumable', max_use: 3 }`. */
export interface BehaviorSettings extends JsonObject {
  readonly type_hint: string;
}

/**
 * Something that can be owned. Catalogue documents keep the contract's field names, because they are what catalogue
 * files, the wire and the database hold.
 */
export interface Item {
  readonly id: number;
  readonly type_hint: string;
  readonly name: string;
  /** Unique over all items, archived ones included. Commands may name an item by it. */
  readonly unique_key: string | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly short_description: string | null;
  readonly long_description: string | null;
  readonly sort: number;
  /** What one of it is counted in: `use`, `byte`. */
  readonly unit: string;
  /** The template's id; null: additional properties are not checked against one. */
  readonly template: string | null;
  readonly additional_properties: Readonly<Record<string, PropertyValue>>;
  readonly behaviors: readonly BehaviorSettings[];
  /** Which groups it shares, as `type_hint:name`: derived from its behaviors when it is written. */
  readonly groups: readonly string[];
  /** No new gets and not in lists; what users hold of it stays theirs (rule 11). */
  readonly archived: boolean;
  readonly created_date: Instant;
  readonly updated_date: Instant;
}

export const groupKey = (typeHint: string, name: string): string => `${typeHint}:${name}`;

/** An item in a command: its id or its unique key. */
export type ItemRef = number | string;
