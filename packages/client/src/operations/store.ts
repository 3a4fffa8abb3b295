import type { BehaviorDefinitionResource } from '../models/behavior-definition.js';
import type { ListOptions, PageResource } from '../models/page.js';
import type { Sku, StoredSku } from '../models/sku.js';
import { path } from '../transport/path.js';
import type { CallOptions, WriteOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';

/** What items are sold by, and what they can do. */
export const store = (transport: Transport) => ({
  /** Takes INVENTORY_ADMIN. */
  createSku: (options: { readonly sku: Sku } & WriteOptions): Promise<StoredSku> =>
    transport.write({ method: 'POST', path: '/store/skus', body: options.sku }, options),

  getSkus: (options: ListOptions & CallOptions = {}): Promise<PageResource<StoredSku>> => {
    const { size, page, order } = options;
    return transport.read({ method: 'GET', path: '/store/skus', query: { size, page, order } }, options);
  },

  getSku: (sku: string, options?: CallOptions): Promise<StoredSku> =>
    transport.read({ method: 'GET', path: path`/store/skus/${sku}` }, options),

  /** Every behavior that items can have on this server, with its settings. */
  getBehaviors: (options?: CallOptions): Promise<readonly BehaviorDefinitionResource[]> =>
    transport.read({ method: 'GET', path: '/store/items/behaviors' }, options),
});
