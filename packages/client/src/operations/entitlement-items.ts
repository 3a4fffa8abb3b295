import type { EntitlementItem, StoredEntitlementItem } from '../models/item.js';
import type { ListOptions, PageResource } from '../models/page.js';
import { path } from '../transport/path.js';
import type { CallOptions, WriteOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import { ifMatching, readWithEtag, type ConditionalOptions } from './etag.js';

export interface ItemWrite {
  readonly entitlementItem: EntitlementItem;
  /** Whether settings of a group that differ from those of its other items change those, too. Default false: refused. */
  readonly cascade?: boolean | undefined;
}

/** What can be owned. To write takes INVENTORY_ADMIN. */
export const entitlementItems = (transport: Transport) => ({
  createEntitlementItem: (options: ItemWrite & WriteOptions): Promise<StoredEntitlementItem> =>
    transport.write({ method: 'POST', path: '/entitlements', ...asked(options) }, options),

  getEntitlementItems: (
    options: ListOptions & {
      /** The id of a template. */ readonly filterTemplate?: string | undefined;
    } & CallOptions = {},
  ): Promise<PageResource<StoredEntitlementItem>> => {
    const { size, page, order, filterTemplate: filter_template } = options;
    return transport.read(
      { method: 'GET', path: '/entitlements', query: { size, page, order, filter_template } },
      options,
    );
  },

  getEntitlementItem: (entitlementId: number, options?: CallOptions): Promise<StoredEntitlementItem> =>
    transport.read({ method: 'GET', path: path`/entitlements/${entitlementId}` }, options),

  /** The same, with the tag that `ifMatch` of an update or a deletion takes. */
  getEntitlementItemWithEtag: (entitlementId: number, options?: CallOptions) =>
    readWithEtag<StoredEntitlementItem>(transport, path`/entitlements/${entitlementId}`, options),

  /** Replaces it as a whole. */
  updateEntitlementItem: (entitlementId: number, options: ItemWrite & ConditionalOptions): Promise<void> => {
    const request = { method: 'PUT', path: path`/entitlements/${entitlementId}`, ...asked(options) } as const;
    return transport.tell({ ...request, headers: ifMatching(options) }, options);
  },

  deleteEntitlementItem: (entitlementId: number, options: ConditionalOptions = {}): Promise<void> => {
    const headers = ifMatching(options);
    return transport.tell({ method: 'DELETE', path: path`/entitlements/${entitlementId}`, headers }, options);
  },
});

const asked = ({ entitlementItem, cascade }: ItemWrite) => ({ query: { cascade }, body: entitlementItem });
