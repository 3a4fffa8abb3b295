import type { EntryView } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { userToWire } from './user.js';
import { Id, Int32, Int64, model, ref } from './schema.js';

/** An entry as an inventory of Betatel's. Moments are in milliseconds; 0 stands for what there is not. */
export const BetatelInventory = model('BetatelInventory', {
  id: Id,
  name: Type.String(),
  created_date: Int64,
  modified_date: Int64,
  company: Type.Integer({ ...Int32, description: 'The owner, where their id is a number of 32 bits; otherwise 0' }),
  parent_inventory: Int32,
  status: Type.String({ description: '`Active`, or `Not Active`' }),
  wallet: Int32,
  whitelist: Int32,
});

export const BetatelInventories = model('BetatelInventories', {
  total: Type.Integer({ minimum: 0, format: 'int64' }),
  offset: Type.Integer({ minimum: 0, format: 'int64' }),
  count: Type.Integer({ minimum: 0, description: 'How many came' }),
  inventories: Type.Array(ref(BetatelInventory)),
});

export const betatelInventoryToWire = (entry: EntryView): Static<typeof BetatelInventory> => {
  const { id: owner } = userToWire(entry.user);
  return {
    id: entry.id,
    name: entry.itemName,
    created_date: entry.createdAt.getTime(),
    modified_date: entry.updatedAt.getTime(),
    company: typeof owner === 'number' ? owner : 0,
    parent_inventory: 0,
    status: entry.status === 'active' ? 'Active' : 'Not Active',
    wallet: 0,
    whitelist: 0,
  };
};
