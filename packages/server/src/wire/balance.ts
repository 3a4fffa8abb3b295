import type { Balance } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { Id, model, orNull, ref, Seconds } from './schema.js';
import { toSecondsOrNull } from './seconds.js';
import { SimpleUserResource, userToWire } from './user.js';

const Remaining = orNull(Type.Integer({ minimum: 0, format: 'int64', description: 'Null: without limit' }));

/** What a user has left of an item (beyond Knetik), with the usable entries in the order in which uses burn them. */
export const BalanceResource = model('BalanceResource', {
  user: ref(SimpleUserResource),
  item_id: Id,
  unit: Type.String(),
  remaining: Remaining,
  entries: Type.Array(Type.Object({ user_inventory: Id, remaining: Remaining, expires: orNull(Seconds) })),
});

export const balanceToWire = (balance: Balance): Static<typeof BalanceResource> => ({
  user: userToWire(balance.user),
  item_id: balance.item,
  unit: balance.unit,
  remaining: balance.remaining,
  entries: balance.entries.map(({ entry, remaining, expires }) => ({
    user_inventory: entry,
    remaining,
    expires: toSecondsOrNull(expires),
  })),
});
