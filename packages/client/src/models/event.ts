import type { SimpleUserResource } from './user.js';

/** Something that happened to an entry of a user, as it is told while it happens. */
export interface UserInventoryEvent {
  /** Of the log record. A use that takes the last one is told twice under it: as `used`, and as `used_up`. */
  readonly id: number;
  /** As in the log (`granted`, `used`, `expired` ...), and `used_up`: there may be more of them one day. */
  readonly type: string;
  readonly info: string | null;
  readonly item_id: number;
  /** The user who acted; null: no user, or one whose id is no number of 32 bits. */
  readonly user: SimpleUserResource | null;
  /** Who acted, by the name of their token; null: nobody who was named, such as time. */
  readonly actor: string | null;
  /** The entry's id. */
  readonly user_inventory: number;
  /** In the item's unit. */
  readonly quantity: number;
  /** The use that this was part of. */
  readonly use_id: number | null;
  /** Unix seconds. */
  readonly log_date: number;
}
