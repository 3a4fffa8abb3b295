import type { Instant } from '../values/instant.js';
import type { BehaviorSettings } from './item.js';
import type { PropertyDefinition } from './properties/definition.js';

export interface TemplateBehavior {
  /** The default version: what an item gets that does not say otherwise. */
  readonly behavior: BehaviorSettings;
  /** Whether an item may change its values. */
  readonly modifiable: boolean;
  /** Whether every item must have it. */
  readonly required: boolean;
}

/** A type of entitlement: its properties and its required or default behaviors. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly properties: readonly PropertyDefinition[];
  readonly behaviors: readonly TemplateBehavior[];
  /** Whether items may have properties that the template does not name. */
  readonly allow_additional: boolean;
  readonly created_date: Instant;
  readonly updated_date: Instant;
}
