import { BehaviorDefinitionResource, PropertyFieldResource } from './behavior-definition.js';
import { Behavior } from './behavior.js';
import { PageOfEntries, UserInventoryResource } from './entry.js';
import { EntitlementGrantRequest } from './grant.js';
import { EntitlementItem, PageOfItems } from './item.js';
import { Order } from './order.js';
import { definitionVariants, ElementDefinitionResource, PropertyDefinitionResource } from './property-definition.js';
import { Property, propertyVariants } from './property.js';
import { ErrorResource, Result, TokenRefusal } from './result.js';
import type { Model } from './schema.js';
import { PageOfSkus, Sku, SkuItem } from './sku.js';
import { ItemBehaviorDefinitionResource, ItemTemplateResource, PageOfTemplates } from './template.js';
import { SimpleUserResource } from './user.js';

/** Every model by name: what `ref` can point to, and the components of the OpenAPI document. */
export const models: readonly Model[] = [
  Behavior,
  BehaviorDefinitionResource,
  ElementDefinitionResource,
  EntitlementGrantRequest,
  EntitlementItem,
  ErrorResource,
  ItemBehaviorDefinitionResource,
  ItemTemplateResource,
  Order,
  PageOfEntries,
  PageOfItems,
  PageOfSkus,
  PageOfTemplates,
  Property,
  PropertyDefinitionResource,
  PropertyFieldResource,
  Result,
  SimpleUserResource,
  Sku,
  SkuItem,
  TokenRefusal,
  UserInventoryResource,
  ...definitionVariants,
  ...propertyVariants,
];
