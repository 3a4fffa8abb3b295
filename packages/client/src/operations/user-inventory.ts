import type { InventoryOptions, InventoryStatus, UserInventoryResource } from '../models/entry.js';
import type { InvoiceResource, UserInventoryAddRequest } from '../models/invoice.js';
import type { UserItemLogResource } from '../models/log.js';
import type { PageOptions, PageResource } from '../models/page.js';
import type { UserId } from '../models/user.js';
import { path } from '../transport/path.js';
import type { CallOptions, WriteOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import { inventoryQuery } from './inventory-query.js';

/** What users hold. To read one's own takes no permission, and to write takes INVENTORY_ADMIN. A user id may be `me`. */
export const userInventory = (transport: Transport) => ({
  /** Adds what a SKU sells. With `skip_invoice` it is there at once, otherwise when its invoice is paid. */
  addItemToUserInventory: (
    id: UserId,
    options: { readonly userInventoryAddRequest: UserInventoryAddRequest } & WriteOptions,
  ): Promise<InvoiceResource> =>
    transport.write(
      { method: 'POST', path: path`/users/${id}/inventory`, body: options.userInventoryAddRequest },
      options,
    ),

  getUserInventories: (
    id: UserId,
    options: InventoryOptions & CallOptions = {},
  ): Promise<PageResource<UserInventoryResource>> =>
    transport.read({ method: 'GET', path: path`/users/${id}/inventory`, query: inventoryQuery(options) }, options),

  /** Everybody's. */
  getUsersInventory: (options: InventoryOptions & CallOptions = {}): Promise<PageResource<UserInventoryResource>> =>
    transport.read({ method: 'GET', path: '/inventories', query: inventoryQuery(options) }, options),

  /** One entry. Takes INVENTORY_ADMIN, also for one's own. */
  getUserInventory: (userId: UserId, id: number, options?: CallOptions): Promise<UserInventoryResource> =>
    transport.read({ method: 'GET', path: path`/users/${userId}/inventory/${id}` }, options),

  getUserInventoryLog: (
    userId: UserId,
    id: number,
    options: PageOptions & CallOptions = {},
  ): Promise<PageResource<UserItemLogResource>> => {
    const { size, page } = options;
    return transport.read(
      { method: 'GET', path: path`/users/${userId}/inventory/${id}/log`, query: { size, page } },
      options,
    );
  },

  /** Replaces the map. Without `data` it is emptied. */
  updateUserInventoryBehaviorData: (
    userId: UserId,
    id: number,
    options: { readonly data?: Readonly<Record<string, unknown>> | null | undefined } & WriteOptions = {},
  ): Promise<void> =>
    transport.tell(
      { method: 'PUT', path: path`/users/${userId}/inventory/${id}/behavior-data`, body: options.data ?? undefined },
      options,
    ),

  /** Without a `timestamp` it never expires. */
  updateUserInventoryExpires: (
    userId: UserId,
    id: number,
    options: { /** Unix seconds. */ readonly timestamp?: number | null | undefined } & WriteOptions = {},
  ): Promise<void> =>
    transport.tell(
      { method: 'PUT', path: path`/users/${userId}/inventory/${id}/expires`, body: options.timestamp ?? undefined },
      options,
    ),

  updateUserInventoryStatus: (
    userId: UserId,
    id: number,
    options: { readonly inventoryStatus: InventoryStatus } & WriteOptions,
  ): Promise<void> =>
    transport.tell(
      { method: 'PUT', path: path`/users/${userId}/inventory/${id}/status`, body: options.inventoryStatus },
      options,
    ),
});
