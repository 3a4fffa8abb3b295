import type { Instant } from '../values/instant.js';
import { isPlainObject, type JsonObject, type JsonValue } from '../values/json.js';

export const entryStatuses = ['pending', 'active', 'inactive'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

/** Why an entry is inactive: used up, expired, revoked, or switched off by an administrator. */
export const entryEnds = ['used_up', 'expired', 'revoked', 'deactivated'] as const;
export type EntryEnd = (typeof entryEnds)[number];

/** An entry's run-time state: one key per behavior, e.g. `{ consumable: { used: 3 } }`. Other keys are the host's own. */
export type BehaviorData = Readonly<Record<string, JsonValue>>;

/** One acquisition of an item by a user (rule 1: every acquisition makes a new one). */
export interface Entry {
  readonly user: string;
  readonly id: number;
  readonly item: number;
  /** The how-manieth acquisition of this item by this user, from 1, whatever became of the earlier ones. */
  readonly nth: number;
  /** How many log records there are about this entry; the last one carries it as its `seq`. */
  readonly revision: number;
  readonly status: EntryStatus;
  readonly ended: EntryEnd | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** When it first became active; null while it never was. */
  readonly activatedAt: Instant | null;
  /** The first moment at which it is no longer usable; null: it does not expire. */
  readonly expires: Instant | null;
  /**
   * What its log records add up to: granted + adjusted + reversed - used - expired - revoked.
   * For a metered entry that is what the ledger says is left; for an unlimited one, minus what was used.
   */
  readonly booked: number;
  /** The SKU that it came with. */
  readonly sku: string | null;
  readonly invoice: number | null;
  readonly data: BehaviorData;
}

/** Half-open: an entry is expired from the very millisecond in `expires`, whether or not a sweep has marked it (rule 1). */
export const hasExpired = ({ expires }: Pick<Entry, 'expires'>, now: Instant): boolean =>
  expires !== null && now >= expires;

/**
 * The first moment at which it was, or will be, no longer usable: its expiry, or what comes right after its last change
 * where it ended for another reason before that; null: it has no end.
 */
export const endOf = ({ status, ended, expires, updatedAt }: Ending): Instant | null => {
  if (status !== 'inactive' || ended === 'expired') return expires;
  return Math.min(updatedAt + 1, expires ?? Infinity);
};
type Ending = Pick<Entry, 'status' | 'ended' | 'expires' | 'updatedAt'>;

export const isUsable = (entry: Entry, now: Instant): boolean => entry.status === 'active' && !hasExpired(entry, now);

/** Counts for a limit that counts active entries only: active or pending, and not expired (rule 7). */
export const isOpen = (entry: Entry, now: Instant): boolean => entry.status !== 'inactive' && !hasExpired(entry, now);

const expiryOf = ({ expires }: Entry): number => expires ?? Infinity;

/** Soonest expiry first, never-expiring last; then the oldest; the id settles what is left (rule 2). */
export const inBurnOrder = (entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted((a, b) => order(expiryOf(a), expiryOf(b)) || a.createdAt - b.createdAt || a.id - b.id);

/** Not a subtraction: two never-expiring entries would differ by NaN. */
const order = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** A behavior's part of the entry's data; empty where there is none or an administrator wrote something else there. */
export const dataFor = ({ data }: Entry, typeHint: string): JsonObject => {
  const part = data[typeHint];
  return isPlainObject(part) ? part : {};
};
