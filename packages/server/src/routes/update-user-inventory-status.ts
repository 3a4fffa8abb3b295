import { entryStatuses } from '@holdall/core';
import { holderOf } from '../auth/permission.js';
import { wordIn, wordOf } from '../wire/word.js';
import { entryNames, entryPath } from './entry-path.js';
import { route } from './route.js';

export const updateUserInventoryStatus = route({
  id: 'updateUserInventoryStatus',
  method: 'PUT',
  path: '/users/:user_id/inventory/:id/status',
  summary: 'Set the status of an inventory entry',
  tag: 'User inventory',
  permission: holderOf('INVENTORY_ADMIN'),
  user: 'user_id',
  params: entryPath,
  body: wordOf(entryStatuses),
  writes: true,
  success: { status: 200, schema: null },
  names: entryNames,

  async handle({ engine, order, params: { user_id: user, id: entry }, body }) {
    const { replayed } = await engine.setStatus({ ...order, user, entry, status: wordIn(body) });
    return { replayed };
  },
});
