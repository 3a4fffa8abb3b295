import { UserInventoryAddRequest } from './add-request.js';
import { BalanceResource } from './balance.js';
import { BetatelInventories, BetatelInventory } from './betatel-inventory.js';
import { BehaviorDefinitionResource, PropertyFieldResource } from './behavior-definition.js';
import { Behavior } from './behavior.js';
import { PageOfEntries, PartOfEntries, UserInventoryResource } from './entry.js';
import { ExplanationResource } from './explanation.js';
import { EntitlementGrantRequest } from './grant.js';
import { InvoiceItemResource, InvoiceResource } from './invoice.js';
import { EntitlementItem, PageOfItems } from './item.js';
import { PageOfLog, PartOfLog, UserItemLogResource } from './log.js';
import { Order } from './order.js';
import { ElementDefinitionResource, PropertyDefinitionResource, definitionVariants } from './property-definition.js';
import { Property, propertyVariants } from './property.js';
import { SimpleReferenceResource } from './reference.js';
import { ErrorResource, Result, TokenRefusal } from './result.js';
import type { Model } from './schema.js';
import { PageOfSkus, Sku, SkuItem } from './sku.js';
import { ItemBehaviorDefinitionResource, ItemTemplateResource, PageOfTemplates } from './template.js';
import { UsageProductInventory, UsageProductReference } from './usage-product-inventory.js';
import { SimpleUserResource } from './user.js';

/** Every model by name: what `ref` can point to, and the components of the OpenAPI document. */
export const models: readonly Model[] = [
  BalanceResource,
  Behavior,
  BehaviorDefinitionResource,
  BetatelInventories,
  BetatelInventory,
  ElementDefinitionResource,
  EntitlementGrantRequest,
  EntitlementItem,
  ErrorResource,
  ExplanationResource,
  InvoiceItemResource,
  InvoiceResource,
  ItemBehaviorDefinitionResource,
  ItemTemplateResource,
  Order,
  PageOfEntries,
  PageOfItems,
  PageOfLog,
  PageOfSkus,
  PageOfTemplates,
  PartOfEntries,
  PartOfLog,
  Property,
  PropertyDefinitionResource,
  PropertyFieldResource,
  Result,
  SimpleReferenceResource,
  SimpleUserResource,
  Sku,
  SkuItem,
  TokenRefusal,
  UsageProductInventory,
  UsageProductReference,
  UserInventoryAddRequest,
  UserInventoryResource,
  UserItemLogResource,
  ...definitionVariants,
  ...propertyVariants,
];
