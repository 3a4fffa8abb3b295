import type { SimpleUserResource } from './user.js';

/** What a user has left of an item. */
export interface BalanceResource {
  readonly user: SimpleUserResource;
  readonly item_id: number;
  /** What is counted. */
  readonly unit: string;
  /** Null: without limit. */
  readonly remaining: number | null;
  /** The usable entries, in the order in which uses burn them. */
  readonly entries: readonly BalanceEntry[];
}

export interface BalanceEntry {
  /** The entry's id. */
  readonly user_inventory: number;
  readonly remaining: number | null;
  /** Unix seconds; null: never. */
  readonly expires: number | null;
}
