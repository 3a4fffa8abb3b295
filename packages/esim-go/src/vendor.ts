import { CatalogueApi } from './client/apis/catalogue.js';
import { ESIMsApi } from './client/apis/esims.js';
import { InventoryApi } from './client/apis/inventory.js';
import { OrdersApi } from './client/apis/orders.js';
import { OrganisationApi } from './client/apis/organisation.js';
import type { Configuration } from './client/configuration.js';

/** eSIM Go as the bridge calls it: every call with one and the same Configuration. */
export interface Vendor {
  readonly esims: ESIMsApi;
  readonly inventory: InventoryApi;
  readonly orders: OrdersApi;
  readonly catalogue: CatalogueApi;
  readonly organisation: OrganisationApi;
}

export const vendorOf = (configuration: Configuration): Vendor => ({
  esims: new ESIMsApi(configuration),
  inventory: new InventoryApi(configuration),
  orders: new OrdersApi(configuration),
  catalogue: new CatalogueApi(configuration),
  organisation: new OrganisationApi(configuration),
});
