import type { Quantity } from '../../values/quantity.js';
import { hasExpired, type Entry } from '../entry.js';
import type { EntryFacts } from '../log.js';
import { remainingOf } from '../remaining.js';
import { record, rulesFor, type Act } from './act.js';
import { combined } from './effects.js';
import { booked, settled } from './settle.js';

/**
 * Gives uses back to the entry that they were taken from, which keeps its expiry (rule 15). An entry that was used up
 * becomes active again. What comes back to one that is over is recorded as returned and lost again with it.
 */
export const givenBack = (act: Act, entry: Entry, quantity: Quantity, use: number): Entry => {
  const right = settled(act, entry);
  const over = endOf(act, right);
  const { facts } = combined(rulesFor(act, right), ({ behavior, settings }) =>
    behavior.whenReversed?.(settings, right, quantity),
  );
  const returned = record(act, right, {
    type: 'reversed',
    quantity,
    use,
    details: { to: { ...facts, ...(over === null ? reopened(right) : {}) } },
  });
  // An administrator may have changed the counter since: then more or less came back than was taken.
  return over === null ? settled(act, returned) : lost(act, returned, quantity, over);
};

/** How the entry ended for good, if it did. One that was used up or switched off is over only when its time is, too. */
const endOf = ({ now }: Act, entry: Entry): 'expired' | 'revoked' | null => {
  if (entry.ended === 'expired' || entry.ended === 'revoked') return entry.ended;
  return entry.ended !== null && hasExpired(entry, now) ? 'expired' : null;
};

const reopened = ({ ended }: Entry): EntryFacts => (ended === 'used_up' ? { status: 'active', ended: null } : {});

/** What came back goes, and with it whatever an entry that was merely switched off still had. */
const lost = (act: Act, entry: Entry, quantity: Quantity, ended: 'expired' | 'revoked'): Entry => {
  const right = entry.ended === 'deactivated' ? booked(act, entry) : entry;
  const metered = remainingOf(rulesFor(act, right), right) !== null;
  const gone = right.ended === 'deactivated' ? right.booked : quantity;
  return record(act, right, { type: ended, quantity: metered ? gone : 0, details: { to: { ended } } });
};
