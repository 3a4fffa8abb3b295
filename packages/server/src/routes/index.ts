import { defaults } from '../options.js';
import { addItemToUserInventory } from './add-item-to-user-inventory.js';
import { checkUserEntitlementItem } from './check-user-entitlement-item.js';
import { createEntitlementItem } from './create-entitlement-item.js';
import { createEntitlementTemplate } from './create-entitlement-template.js';
import { createSku } from './create-sku.js';
import { deleteEntitlementItem } from './delete-entitlement-item.js';
import { deleteEntitlementTemplate } from './delete-entitlement-template.js';
import { explainUserEntitlementItem } from './explain-user-entitlement-item.js';
import { exportEverything } from './export-everything.js';
import { getBehaviors } from './get-behaviors.js';
import { getBetatelInventories } from './get-betatel-inventories.js';
import { getEntitlementItem } from './get-entitlement-item.js';
import { getEntitlementItems } from './get-entitlement-items.js';
import { getEntitlementTemplate } from './get-entitlement-template.js';
import { getEntitlementTemplates } from './get-entitlement-templates.js';
import { getInvoice } from './get-invoice.js';
import { getSku } from './get-sku.js';
import { getSkus } from './get-skus.js';
import { getUsageProductInventories } from './get-usage-product-inventories.js';
import { getUserEntitlementBalance } from './get-user-entitlement-balance.js';
import { getUserInventories } from './get-user-inventories.js';
import { getUserInventoryEvents } from './get-user-inventory-events.js';
import { getUserInventoryHistory } from './get-user-inventory-history.js';
import { getUserInventoryLog } from './get-user-inventory-log.js';
import { getUserInventory } from './get-user-inventory.js';
import { getUsersInventory } from './get-users-inventory.js';
import { grantUserEntitlement } from './grant-user-entitlement.js';
import type { AnyRoute } from './route.js';
import { updateEntitlementItem } from './update-entitlement-item.js';
import { updateEntitlementTemplate } from './update-entitlement-template.js';
import { updateInvoicePaymentStatus } from './update-invoice-payment-status.js';
import { updateUserInventoryBehaviorData } from './update-user-inventory-behavior-data.js';
import { updateUserInventoryExpires } from './update-user-inventory-expires.js';
import { updateUserInventoryStatus } from './update-user-inventory-status.js';
import { useUserEntitlementItem } from './use-user-entitlement-item.js';

/**
 * Every operation, in the order of the document.
 * @param betatelPrefix what Betatel's list is below, such as `/betatel`.
 */
export const routesBelow = (betatelPrefix: string): readonly AnyRoute[] => [
  createEntitlementItem,
  getEntitlementItems,
  getEntitlementItem,
  updateEntitlementItem,
  deleteEntitlementItem,
  createEntitlementTemplate,
  getEntitlementTemplates,
  getEntitlementTemplate,
  updateEntitlementTemplate,
  deleteEntitlementTemplate,
  getBehaviors,
  createSku,
  getSkus,
  getSku,
  grantUserEntitlement,
  checkUserEntitlementItem,
  useUserEntitlementItem,
  explainUserEntitlementItem,
  getUserEntitlementBalance,
  getUsersInventory,
  getUserInventories,
  getUsageProductInventories,
  getBetatelInventories(betatelPrefix),
  addItemToUserInventory,
  getUserInventoryHistory,
  getUserInventoryEvents,
  getUserInventory,
  getUserInventoryLog,
  updateUserInventoryBehaviorData,
  updateUserInventoryExpires,
  updateUserInventoryStatus,
  getInvoice,
  updateInvoicePaymentStatus,
  exportEverything,
];

/** Where they are unless somebody says otherwise. */
export const routes = routesBelow(defaults.betatelPrefix);
