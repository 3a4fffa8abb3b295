import type { InventoryEvent } from '@holdall/core';
import { toSeconds } from './seconds.js';
import { actorToWire } from './user.js';

/** The data of a server-sent event, spelled as in the log; `id` is that of the log record. */
export const eventToWire = (event: InventoryEvent) => ({
  id: event.id,
  type: event.type,
  info: event.info,
  item_id: event.item,
  ...actorToWire(event.actor),
  user_inventory: event.entry,
  quantity: event.quantity,
  use_id: event.use,
  log_date: toSeconds(event.at),
});
