import type { PageOptions } from './page.js';
import type { SimpleUserResource } from './user.js';

export type InventoryStatus = 'pending' | 'active' | 'inactive';

/** An entry of a user's inventory. */
export interface UserInventoryResource {
  readonly id: number;
  readonly user: SimpleUserResource;
  readonly item_id: number;
  readonly item_name: string;
  readonly item_type_hint: string;
  readonly invoice_id: number | null;
  /** Inactive: expired, used up, or switched off. */
  readonly status: InventoryStatus;
  /** Unix seconds; null: never. */
  readonly expires: number | null;
  readonly behavior_data: Readonly<Record<string, unknown>>;
  /** Unix seconds. */
  readonly created_date: number;
  readonly updated_date: number;
}

export interface EntitlementGrantRequest {
  readonly entitlement_id: number;
}

/** Which entries a list is about. */
export interface InventoryFilters {
  /** Whether inactive entries are listed, too. Default false. */
  readonly inactive?: boolean | undefined;
  /** What the name of the item starts with. */
  readonly filterItemName?: string | undefined;
  readonly filterItemId?: number | undefined;
  /** The owner's exact name. */
  readonly filterUsername?: string | undefined;
  /** The unique name of a group that the owner is in. */
  readonly filterGroup?: string | undefined;
  /** When it was created: `GT,123,LT,456`, in Unix seconds; GT, LT, EQ, GOE, LOE. */
  readonly filterDate?: string | undefined;
}

export interface InventoryOptions extends InventoryFilters, PageOptions {}
