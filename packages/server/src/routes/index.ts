import { addItemToUserInventory } from './add-item-to-user-inventory.js';
import { checkUserEntitlementItem } from './check-user-entitlement-item.js';
import { createEntitlementItem } from './create-entitlement-item.js';
import { explainUserEntitlementItem } from './explain-user-entitlement-item.js';
import { exportEverything } from './export-everything.js';
import { getEntitlementItem } from './get-entitlement-item.js';
import { getEntitlementItems } from './get-entitlement-items.js';
import { getInvoice } from './get-invoice.js';
import { getUserEntitlementBalance } from './get-user-entitlement-balance.js';
import { getUserInventories } from './get-user-inventories.js';
import { getUserInventory } from './get-user-inventory.js';
import { getUserInventoryEvents } from './get-user-inventory-events.js';
import { getUserInventoryHistory } from './get-user-inventory-history.js';
import { getUserInventoryLog } from './get-user-inventory-log.js';
import { getUsersInventory } from './get-users-inventory.js';
import { grantUserEntitlement } from './grant-user-entitlement.js';
import type { AnyRoute } from './route.js';
import { updateInvoicePaymentStatus } from './update-invoice-payment-status.js';
import { updateUserInventoryBehaviorData } from './update-user-inventory-behavior-data.js';
import { updateUserInventoryExpires } from './update-user-inventory-expires.js';
import { updateUserInventoryStatus } from './update-user-inventory-status.js';
import { useUserEntitlementItem } from './use-user-entitlement-item.js';

/** Every operation, in the order of the document. */
export const routes: readonly AnyRoute[] = [
  createEntitlementItem,
  getEntitlementItems,
  getEntitlementItem,
  grantUserEntitlement,
  checkUserEntitlementItem,
  useUserEntitlementItem,
  explainUserEntitlementItem,
  getUserEntitlementBalance,
  getUsersInventory,
  getUserInventories,
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
