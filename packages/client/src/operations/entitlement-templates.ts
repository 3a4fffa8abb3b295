import type { ListOptions, PageResource } from '../models/page.js';
import type { ItemTemplateResource, StoredItemTemplateResource } from '../models/template.js';
import { path } from '../transport/path.js';
import type { CallOptions, WriteOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import { ifMatching, readWithEtag, type ConditionalOptions } from './etag.js';

export interface TemplateWrite {
  readonly template: ItemTemplateResource;
}

/** Types of entitlements: their properties, and the behaviors that they must have or have by default. TEMPLATE_ADMIN only. */
export const entitlementTemplates = (transport: Transport) => ({
  createEntitlementTemplate: (options: TemplateWrite & WriteOptions): Promise<StoredItemTemplateResource> =>
    transport.write({ method: 'POST', path: '/entitlements/templates', body: options.template }, options),

  getEntitlementTemplates: (
    options: ListOptions & CallOptions = {},
  ): Promise<PageResource<StoredItemTemplateResource>> => {
    const { size, page, order } = options;
    return transport.read({ method: 'GET', path: '/entitlements/templates', query: { size, page, order } }, options);
  },

  getEntitlementTemplate: (id: string, options?: CallOptions): Promise<StoredItemTemplateResource> =>
    transport.read({ method: 'GET', path: path`/entitlements/templates/${id}` }, options),

  /** The same, with the tag that `ifMatch` of an update or a deletion takes. */
  getEntitlementTemplateWithEtag: (id: string, options?: CallOptions) =>
    readWithEtag<StoredItemTemplateResource>(transport, path`/entitlements/templates/${id}`, options),

  /** Replaces it as a whole. */
  updateEntitlementTemplate: (
    id: string,
    options: TemplateWrite & ConditionalOptions,
  ): Promise<StoredItemTemplateResource> => {
    const request = { method: 'PUT', path: path`/entitlements/templates/${id}`, body: options.template } as const;
    return transport.write({ ...request, headers: ifMatching(options) }, options);
  },

  deleteEntitlementTemplate: (
    id: string,
    options: {
      /** Deletes it though items use it: those then have none. */ readonly cascade?: 'detach' | undefined;
    } & ConditionalOptions = {},
  ): Promise<void> => {
    const request = {
      method: 'DELETE',
      path: path`/entitlements/templates/${id}`,
      query: { cascade: options.cascade },
    } as const;
    return transport.tell({ ...request, headers: ifMatching(options) }, options);
  },
});
