import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { PageOfEntries } from '../wire/entry.js';
import { ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { filterNames, filtersFromWire, inventoryFilters } from './inventory-filters.js';
import { pageOfEntries } from './page-of-entries.js';
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
  success: { status: 200, schema: ref(PageOfEntries) },
  names: { ...filterNames, user: 'id' },

  async handle({ engine, params, query }) {
    const page = await engine.entries(filtersFromWire(query, params.id));
    return { body: await pageOfEntries(engine, page) };
  },
});
