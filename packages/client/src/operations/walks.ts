import type { InventoryFilters, UserInventoryResource } from '../models/entry.js';
import type { UserItemLogResource } from '../models/log.js';
import type { PartResource, WalkOptions } from '../models/part.js';
import type { UserId } from '../models/user.js';
import { walk } from '../streams/walk.js';
import { path } from '../transport/path.js';
import type { CallOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import { inventoryQuery } from './inventory-query.js';

type Walk = WalkOptions & CallOptions;

/** Lists to their end, however long (beyond Knetik): nothing is counted, and no part costs more than the first. */
export const walks = (transport: Transport) => ({
  /** `for await (const entry of api.eachUserInventory('me'))`, by id. */
  eachUserInventory: (id: UserId, options: InventoryFilters & Walk = {}): AsyncIterable<UserInventoryResource> =>
    walk(transport, { method: 'GET', path: path`/users/${id}/inventory`, query: inventoryQuery(options) }, options),

  /** Everybody's. */
  eachUsersInventory: (options: InventoryFilters & Walk = {}): AsyncIterable<UserInventoryResource> =>
    walk(transport, { method: 'GET', path: '/inventories', query: inventoryQuery(options) }, options),

  /** The log of one entry, the newest first. */
  eachUserInventoryLog: (userId: UserId, id: number, options: Walk = {}): AsyncIterable<UserItemLogResource> => {
    const { size } = options;
    return walk(
      transport,
      { method: 'GET', path: path`/users/${userId}/inventory/${id}/log`, query: { size } },
      options,
    );
  },

  /** What happened to all of a user's entries, the newest first: one part of it. */
  getUserInventoryHistory: (
    userId: UserId,
    options: WalkOptions & {
      /** `next_cursor` of the part before. */ readonly cursor?: string | undefined;
    } & CallOptions = {},
  ): Promise<PartResource<UserItemLogResource>> => {
    const { size, cursor } = options;
    return transport.read(
      { method: 'GET', path: path`/users/${userId}/inventory/history`, query: { size, cursor } },
      options,
    );
  },

  /** All of it. */
  eachUserInventoryHistory: (userId: UserId, options: Walk = {}): AsyncIterable<UserItemLogResource> => {
    const { size } = options;
    return walk(transport, { method: 'GET', path: path`/users/${userId}/inventory/history`, query: { size } }, options);
  },
});
