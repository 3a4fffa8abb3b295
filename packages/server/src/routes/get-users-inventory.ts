import { holderOf } from '../auth/permission.js';
import { filterNames, inventoryFilters } from './inventory-filters.js';
import { listEntries, ListedEntries } from './list-entries.js';
import { route } from './route.js';

export const getUsersInventory = route({
  id: 'getUsersInventory',
  method: 'GET',
  path: '/inventories',
  summary: "List everybody's inventory entries",
  tag: 'User inventory',
  permission: holderOf('INVENTORY_ADMIN'),
  query: inventoryFilters,
  writes: false,
  success: { status: 200, schema: ListedEntries },
  names: filterNames,

  async handle({ engine, query }) {
    return { body: await listEntries(engine, query, null) };
  },
});
