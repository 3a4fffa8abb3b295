import type { Behavior } from './behavior.js';
import type { PropertyDefinitionResource } from './property-definition.js';

/** A type of entitlement, as it is written. Null says the same as nothing. */
export interface ItemTemplateResource {
  readonly name: string;
  readonly id?: string | null;
  readonly properties?: readonly PropertyDefinitionResource[] | null;
  readonly behaviors?: readonly ItemBehaviorDefinitionResource[] | null;
  /** Whether items may have properties that the template does not name. */
  readonly allow_additional?: boolean | null;
  /** The server's own: what is written into it is left out. */
  readonly created_date?: number | null;
  readonly updated_date?: number | null;
}

/** A type of entitlement, as it is read. */
export interface StoredItemTemplateResource extends ItemTemplateResource {
  readonly id: string;
  readonly properties: readonly PropertyDefinitionResource[];
  readonly behaviors: readonly ItemBehaviorDefinitionResource[];
  readonly allow_additional: boolean;
  /** Unix seconds. */
  readonly created_date: number;
  readonly updated_date: number;
}

export interface ItemBehaviorDefinitionResource {
  /** The default version. */
  readonly behavior: Behavior;
  /** Whether an item may change its values. */
  readonly modifiable: boolean;
  /** Whether every item must have it. */
  readonly required: boolean;
}
