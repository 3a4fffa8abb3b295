import { holderOf } from '../auth/permission.js';
import { entryToWire, UserInventoryResource } from '../wire/entry.js';
import { ref } from '../wire/schema.js';
import { entryNames, entryPath } from './entry-path.js';
import { route } from './route.js';

export const getUserInventory = route({
  id: 'getUserInventory',
  method: 'GET',
  path: '/users/:user_id/inventory/:id',
  summary: 'Get an inventory entry',
  tag: 'User inventory',
  permission: holderOf('INVENTORY_ADMIN'),
  user: 'user_id',
  params: entryPath,
  writes: false,
  success: { status: 200, schema: ref(UserInventoryResource) },
  names: entryNames,

  async handle({ engine, params: { user_id: user, id: entry } }) {
    return { body: entryToWire(await engine.entry({ user, entry })) };
  },
});
