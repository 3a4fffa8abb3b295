import { Behavior } from './behavior.js';
import { EntitlementItem, PageOfItems } from './item.js';
import { PageOfEntries, UserInventoryResource } from './entry.js';
import { EntitlementGrantRequest } from './grant.js';
import { Order } from './order.js';
import { ErrorResource, Result, TokenRefusal } from './result.js';
import type { Model } from './schema.js';
import { SimpleUserResource } from './user.js';

/** Every model by name: what `ref` can point to, and the components of the OpenAPI document. */
export const models: readonly Model[] = [
  Behavior,
  EntitlementGrantRequest,
  EntitlementItem,
  ErrorResource,
  Order,
  PageOfEntries,
  PageOfItems,
  Result,
  SimpleUserResource,
  TokenRefusal,
  UserInventoryResource,
];
