import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { UserId } from '../wire/user.js';
import { filterNames, inventoryFilters } from './inventory-filters.js';
import { listEntries, ListedEntries } from './list-entries.js';
import { route } from './route.js';

export const getUserInventories = route({
  id: 'getUserInventories',
  method: 'GET',
  path: '/users/:id/inventory',
  summary: "List a user's inventory",
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'id',
  params: Type.Object({ id: UserId }),
  query: inventoryFilters,
  writes: false,
  success: { status: 200, schema: ListedEntries },
  names: { ...filterNames, user: 'id' },

  async handle({ engine, params, query }) {
    return { body: await listEntries(engine, query, params.id) };
  },
});
