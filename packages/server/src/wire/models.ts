import { UserInventoryAddRequest } from './add-request.js';
import { BalanceResource } from './balance.js';
import { Behavior } from './behavior.js';
import { PageOfEntries, PartOfEntries, UserInventoryResource } from './entry.js';
import { ExplanationResource } from './explanation.js';
import { EntitlementGrantRequest } from './grant.js';
import { InvoiceItemResource, InvoiceResource } from './invoice.js';
import { EntitlementItem, PageOfItems } from './item.js';
import { PageOfLog, PartOfLog, UserItemLogResource } from './log.js';
import { Order } from './order.js';
import { SimpleReferenceResource } from './reference.js';
import { ErrorResource, Result, TokenRefusal } from './result.js';
import type { Model } from './schema.js';
import { SimpleUserResource } from './user.js';

/** Every model by name: what `ref` can point to, and the components of the OpenAPI document. */
export const models: readonly Model[] = [
  BalanceResource,
  Behavior,
  EntitlementGrantRequest,
  EntitlementItem,
  ErrorResource,
  ExplanationResource,
  InvoiceItemResource,
  InvoiceResource,
  Order,
  PageOfEntries,
  PageOfItems,
  PageOfLog,
  PartOfEntries,
  PartOfLog,
  Result,
  SimpleReferenceResource,
  SimpleUserResource,
  TokenRefusal,
  UserInventoryAddRequest,
  UserInventoryResource,
  UserItemLogResource,
];
