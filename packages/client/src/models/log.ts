import type { SimpleUserResource } from './user.js';

/** One thing that happened to an entry. */
export interface UserItemLogResource {
  readonly id: number;
  /** `granted`, `used`, `expired` ...: there may be more of them one day. */
  readonly type: string;
  readonly info: string | null;
  readonly item: SimpleReferenceResource;
  /** Who acted; null: nobody who was named, such as time. */
  readonly user: SimpleUserResource | null;
  /** The entry's id. */
  readonly user_inventory: number;
  /** In the item's unit (beyond Knetik). */
  readonly quantity: number;
  /** The use that this was part of. */
  readonly use_id: number | null;
  /** Unix seconds. */
  readonly log_date: number;
}

export interface SimpleReferenceResource {
  readonly id: number;
  readonly name: string;
}
