import type { SimpleUserResource } from './user.js';

/** One thing that happened to an entry. */
export interface UserItemLogResource {
  readonly id: number;
  /** `granted`, `used`, `expired` ...: there may be more of them one day. */
  readonly type: string;
  readonly info: string | null;
  readonly item: SimpleReferenceResource;
  /** The user who acted; null: no user, or one whose id is no number of 32 bits. */
  readonly user: SimpleUserResource | null;
  /** Who acted, by the name of their token (beyond Knetik); null: nobody who was named, such as time. */
  readonly actor: string | null;
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
