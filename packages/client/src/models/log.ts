import type { SimpleUserResource } from './user.js';

/** One thing that happened to an entry. */
export interface UserItemLogResource {
  readonly id: number;
  /** `granted`, `used`, `expired` ... */
  readonly type: string;
  readonly info?: string | null;
  readonly item: { readonly id: number; readonly name?: string };
  /** Who acted. */
  readonly user?: SimpleUserResource | null;
  /** The entry's id. */
  readonly user_inventory: number;
  /** Unix seconds. */
  readonly log_date: number;
}
