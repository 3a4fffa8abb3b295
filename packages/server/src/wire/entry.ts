import { entryStatuses, type EntryView } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { pageOf } from './page.js';
import { partOf } from './part.js';
import { Id, JsonMap, model, oneOf, orNull, ref, Seconds } from './schema.js';
import { toSeconds, toSecondsOrNull } from './seconds.js';
import { SimpleUserResource, userToWire } from './user.js';

/** An entry of a user's inventory. */
export const UserInventoryResource = model('UserInventoryResource', {
  id: Id,
  user: ref(SimpleUserResource),
  item_id: Id,
  item_name: Type.String(),
  item_type_hint: Type.String(),
  invoice_id: orNull(Id),
  status: oneOf(entryStatuses),
  expires: orNull(Seconds),
  behavior_data: JsonMap,
  created_date: Seconds,
  updated_date: Seconds,
});
type UserInventoryResource = Static<typeof UserInventoryResource>;

export const PageOfEntries = pageOf(UserInventoryResource);
export const PartOfEntries = partOf(UserInventoryResource);

export const entryToWire = (entry: EntryView): UserInventoryResource => ({
  id: entry.id,
  user: userToWire(entry.user),
  item_id: entry.item,
  item_name: entry.itemName,
  item_type_hint: entry.itemTypeHint,
  invoice_id: entry.invoice,
  status: entry.status,
  expires: toSecondsOrNull(entry.expires),
  behavior_data: { ...entry.data },
  created_date: toSeconds(entry.createdAt),
  updated_date: toSeconds(entry.updatedAt),
});
