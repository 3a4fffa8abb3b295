import { hasExpired, type Entry } from '../entry.js';
import { remainingOf } from '../remaining.js';
import { record, rulesFor, type Act } from './act.js';

/**
 * Brings an entry's record up to what is true anyway: marks it expired when its time is over, and books what a changed
 * definition or an administrator gave or took. Done before anything else happens to an entry, so that it makes no
 * difference whether a sweep came by before.
 */
export const settled = (act: Act, entry: Entry): Entry => {
  // What was switched off still has what it has left; what ended otherwise has nothing left to book.
  if (entry.status === 'inactive') return entry.ended === 'deactivated' ? booked(act, entry) : entry;
  return hasExpired(entry, act.now) ? expired(act, entry) : booked(act, entry);
};

/** Marks an entry expired, stamped with its true instant, with what was forfeited (rule 14). */
const expired = (act: Act, entry: Entry): Entry => {
  // A moment set after the fact, or an entry reactivated when it was over, ended when that was done.
  const at = Math.max(entry.expires!, entry.updatedAt);
  const right = booked({ ...act, now: at }, entry);
  return record(act, right, {
    type: 'expired',
    quantity: forfeitOf(act, right),
    at,
    details: { from: { status: right.status }, to: { status: 'inactive', ended: 'expired' } },
  });
};

/** Books the difference between what the ledger says is left and what the live definition leaves (rule 4). */
export const booked = (act: Act, entry: Entry): Entry => {
  const left = remainingOf(rulesFor(act, entry), entry);
  if (left === null || left === entry.booked) return entry;
  return record(act, entry, { type: 'adjusted', quantity: left - entry.booked });
};

/** What an entry loses when it ends: all it has left; nothing that could be counted when it is without limit. */
export const forfeitOf = (act: Act, entry: Entry): number => remainingOf(rulesFor(act, entry), entry) ?? 0;
