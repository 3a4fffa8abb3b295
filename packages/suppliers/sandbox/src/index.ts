export { betatelInventory, type BetatelInventory } from './betatel/inventory.js';
export type { BetatelPage } from './betatel/page.js';
export { betatelDefaults, type BetatelSettings } from './betatel/settings.js';
export { startBetatel, type BetatelOptions, type BetatelSandbox } from './betatel/start-betatel.js';
export { Faults, type Fault } from './http/fault.js';
export {
  usageProductInventory,
  type UsageProductInventory,
  type UsageProductReference,
} from './usage-products/product.js';
export { usageProductsDefaults, type UsageProductsSettings } from './usage-products/settings.js';
export {
  startUsageProducts,
  type UsageProductsOptions,
  type UsageProductsSandbox,
} from './usage-products/start-usage-products.js';
