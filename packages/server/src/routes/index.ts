import { checkUserEntitlementItem } from './check-user-entitlement-item.js';
import { createEntitlementItem } from './create-entitlement-item.js';
import { getEntitlementItem } from './get-entitlement-item.js';
import { getEntitlementItems } from './get-entitlement-items.js';
import { getUserInventories } from './get-user-inventories.js';
import { grantUserEntitlement } from './grant-user-entitlement.js';
import type { AnyRoute } from './route.js';
import { useUserEntitlementItem } from './use-user-entitlement-item.js';

/** Every operation, in the order of the document. */
export const routes: readonly AnyRoute[] = [
  createEntitlementItem,
  getEntitlementItems,
  getEntitlementItem,
  grantUserEntitlement,
  checkUserEntitlementItem,
  useUserEntitlementItem,
  getUserInventories,
];
