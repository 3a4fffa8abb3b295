/** Who may, in the words of the contract (sections 1.1 to 1.4), not in those of the routes. */
export type Who =
  'any' | 'INVENTORY_ADMIN' | 'INVENTORY_ADMIN or owner' | 'TEMPLATE_ADMIN' | 'TEMPLATE_ADMIN or ACHIEVEMENTS_ADMIN';

export interface Row {
  readonly id: string;
  readonly who: Who;
  /** With `{user}` for the id of a user, where the path is about one. */
  readonly request: `${'GET' | 'POST' | 'PUT' | 'DELETE'} ${string}`;
  readonly body?: unknown;
  /** What whoever may is answered with, for the data of user 7, after the rows above. */
  readonly success: number;
  /** Goes on until the server stops. Then only refusals are asked for here. */
  readonly endless?: true;
}

const behaviors = [{ type_hint: 'consumable', max_use: 100 }];
const template = { id: 'weapon', name: 'Weapon', behaviors: [], properties: [] };

/**
 * Every operation, in an order in which all of them can succeed: what removes comes last. A new route needs a line here,
 * written from what the contract, or the decision for it, says; not from its code.
 */
export const table: readonly Row[] = [
  // 1.1 Entitlement items
  { id: 'getEntitlementItems', who: 'any', request: 'GET /entitlements', success: 200 },
  { id: 'getEntitlementItem', who: 'any', request: 'GET /entitlements/1', success: 200 },
  {
    id: 'createEntitlementItem',
    who: 'INVENTORY_ADMIN',
    request: 'POST /entitlements',
    body: { name: 'Shield', behaviors: [] },
    success: 201,
  },
  {
    id: 'updateEntitlementItem',
    who: 'INVENTORY_ADMIN',
    request: 'PUT /entitlements/1',
    body: { name: 'Elixir', behaviors },
    success: 204,
  },

  // 1.2 Entitlement templates
  {
    id: 'createEntitlementTemplate',
    who: 'TEMPLATE_ADMIN',
    request: 'POST /entitlements/templates',
    body: template,
    success: 201,
  },
  {
    id: 'getEntitlementTemplates',
    who: 'TEMPLATE_ADMIN or ACHIEVEMENTS_ADMIN',
    request: 'GET /entitlements/templates',
    success: 200,
  },
  {
    id: 'getEntitlementTemplate',
    who: 'TEMPLATE_ADMIN or ACHIEVEMENTS_ADMIN',
    request: 'GET /entitlements/templates/armour',
    success: 200,
  },
  {
    id: 'updateEntitlementTemplate',
    who: 'TEMPLATE_ADMIN',
    request: 'PUT /entitlements/templates/armour',
    body: { ...template, id: 'armour' },
    success: 200,
  },
  {
    id: 'deleteEntitlementTemplate',
    who: 'TEMPLATE_ADMIN',
    request: 'DELETE /entitlements/templates/armour?cascade=detach',
    success: 204,
  },

  // 1.3 User inventory
  { id: 'getUserInventories', who: 'INVENTORY_ADMIN or owner', request: 'GET /users/{user}/inventory', success: 200 },
  { id: 'getUsersInventory', who: 'INVENTORY_ADMIN', request: 'GET /inventories', success: 200 },
  {
    id: 'addItemToUserInventory',
    who: 'INVENTORY_ADMIN',
    request: 'POST /users/{user}/inventory',
    body: { sku: 'potion', note: 'n', skip_invoice: true },
    success: 201,
  },
  { id: 'getUserInventory', who: 'INVENTORY_ADMIN', request: 'GET /users/{user}/inventory/1', success: 200 },
  {
    id: 'getUserInventoryLog',
    who: 'INVENTORY_ADMIN or owner',
    request: 'GET /users/{user}/inventory/1/log',
    success: 200,
  },
  {
    id: 'updateUserInventoryBehaviorData',
    who: 'INVENTORY_ADMIN',
    request: 'PUT /users/{user}/inventory/1/behavior-data',
    body: {},
    success: 200,
  },
  {
    id: 'updateUserInventoryExpires',
    who: 'INVENTORY_ADMIN',
    request: 'PUT /users/{user}/inventory/1/expires',
    body: 4102444800,
    success: 200,
  },
  {
    id: 'updateUserInventoryStatus',
    who: 'INVENTORY_ADMIN',
    request: 'PUT /users/{user}/inventory/1/status',
    body: { value: 'active' },
    success: 200,
  },

  // 1.4 Grant, check, use
  {
    id: 'grantUserEntitlement',
    who: 'INVENTORY_ADMIN',
    request: 'POST /users/{user}/entitlements',
    body: { entitlement_id: 1 },
    success: 202,
  },
  {
    id: 'checkUserEntitlementItem',
    who: 'INVENTORY_ADMIN or owner',
    request: 'GET /users/{user}/entitlements/1/check',
    success: 200,
  },
  {
    id: 'useUserEntitlementItem',
    who: 'INVENTORY_ADMIN or owner',
    request: 'POST /users/{user}/entitlements/1/use',
    success: 200,
  },

  // Beyond the contract: what can be got is for all to read; what a user has is theirs to read; an administrator changes both.
  { id: 'getBehaviors', who: 'any', request: 'GET /store/items/behaviors', success: 200 },
  { id: 'getSkus', who: 'any', request: 'GET /store/skus', success: 200 },
  { id: 'getSku', who: 'any', request: 'GET /store/skus/potion', success: 200 },
  {
    id: 'createSku',
    who: 'INVENTORY_ADMIN',
    request: 'POST /store/skus',
    body: {
      sku: 'shield',
      description: 'A shield',
      currency_code: 'EUR',
      original_price: 1.5,
      items: [{ item_id: 1 }],
    },
    success: 201,
  },
  {
    id: 'getUserInventoryEvents',
    who: 'INVENTORY_ADMIN or owner',
    request: 'GET /users/{user}/inventory/events',
    success: 200,
    endless: true,
  },
  {
    id: 'getUsageProductInventories',
    who: 'INVENTORY_ADMIN',
    request: 'GET /usage-product-inventories?page=1&pageSize=10',
    success: 200,
  },
  { id: 'getBetatelInventories', who: 'INVENTORY_ADMIN', request: 'GET /betatel/inventories', success: 200 },
  { id: 'exportEverything', who: 'INVENTORY_ADMIN', request: 'GET /export', success: 200 },
  {
    id: 'explainUserEntitlementItem',
    who: 'INVENTORY_ADMIN or owner',
    request: 'GET /users/{user}/entitlements/1/explain',
    success: 200,
  },
  {
    id: 'getUserEntitlementBalance',
    who: 'INVENTORY_ADMIN or owner',
    request: 'GET /users/{user}/entitlements/1/balance',
    success: 200,
  },
  {
    id: 'getUserInventoryHistory',
    who: 'INVENTORY_ADMIN or owner',
    request: 'GET /users/{user}/inventory/history',
    success: 200,
  },
  { id: 'getInvoice', who: 'INVENTORY_ADMIN or owner', request: 'GET /users/{user}/invoices/1', success: 200 },
  {
    id: 'updateInvoicePaymentStatus',
    who: 'INVENTORY_ADMIN',
    request: 'PUT /users/{user}/invoices/1/payment-status',
    body: { value: 'paid' },
    success: 200,
  },

  { id: 'deleteEntitlementItem', who: 'INVENTORY_ADMIN', request: 'DELETE /entitlements/1', success: 204 },
];

/** What is answered without a token, or by rules of its own: that the server lives, its figures, what it offers, and how to get a token. No data of anybody. */
export const open: readonly RegExp[] = [
  /^\/openapi\.json$/,
  /^\/reference(\/|$)/,
  /^\/oauth\/token\/?$/,
  /^\/health\/(live|ready)$/,
  /^\/metrics$/,
];
