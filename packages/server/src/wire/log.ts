import type { LogView } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { pageOf } from './page.js';
import { partOf } from './part.js';
import { SimpleReferenceResource } from './reference.js';
import { Id, model, orNull, ref, Seconds } from './schema.js';
import type { Sorting } from './order.js';
import { toSeconds } from './seconds.js';
import { actorToWire, SimpleUserResource } from './user.js';

/** What happened to an entry. */
export const UserItemLogResource = model('UserItemLogResource', {
  id: Id,
  type: Type.String({ description: 'granted, used, expired, ...: a closed set, which only grows' }),
  info: orNull(Type.String()),
  item: ref(SimpleReferenceResource),
  user: orNull(ref(SimpleUserResource)),
  actor: orNull(Type.String({ description: 'Who acted, by the name of their token (beyond Knetik); null: nobody' })),
  user_inventory: Id,
  quantity: Type.Integer({ format: 'int64', description: "In the item's unit (beyond Knetik)" }),
  use_id: orNull(Id),
  log_date: Seconds,
});
type UserItemLogResource = Static<typeof UserItemLogResource>;

export const PageOfLog = pageOf(UserItemLogResource);
export const PartOfLog = partOf(UserItemLogResource);

export const newestFirst: readonly Sorting[] = [{ by: 'log_date', direction: 'DESC' }];

export const recordToWire = (record: LogView, itemName: string): UserItemLogResource => ({
  id: record.id,
  type: record.type,
  info: record.info,
  item: { id: record.item, name: itemName },
  ...actorToWire(record.actor),
  user_inventory: record.entry,
  quantity: record.quantity,
  use_id: record.use,
  log_date: toSeconds(record.at),
});
