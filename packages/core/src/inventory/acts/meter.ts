import type { Instant } from '../../values/instant.js';
import { exact, type Quantity } from '../../values/quantity.js';
import type { Entry } from '../entry.js';
import { remainingOf } from '../remaining.js';
import { usedOf } from '../used.js';
import { record, rulesFor, type Act } from './act.js';
import { combined } from './effects.js';
import { settled } from './settle.js';
import { usedUpFacts } from './take.js';

export interface Metered {
  readonly entry: Entry;
  /** What was booked: 0 when the entry knew of all that the meter says. */
  readonly quantity: Quantity;
  /** The use that it was booked as; null when nothing was. */
  readonly use: number | null;
}

/** Books what a meter says was used of an entry in all, as far as the entry does not know of it yet. */
export const metered = (act: Act, entry: Entry, total: Quantity, at: Instant): Metered => {
  const quantity = total - usedOf(rulesFor(act, entry), entry);
  if (quantity <= 0) return { entry, quantity: 0, use: null };
  const use = act.set.nextId('use');
  return { entry: caughtUp(act, settled(act, entry), quantity, { use, at }), quantity, use };
};

interface Reading {
  readonly use: number;
  readonly at: Instant;
}

const caughtUp = (act: Act, entry: Entry, quantity: Quantity, { use, at }: Reading): Entry => {
  // A meter's clock is not ours: nothing was used before there was something to use, and nothing will have been.
  const then = { ...act, now: Math.min(act.now, Math.max(at, entry.activatedAt ?? entry.createdAt)) };
  const rules = rulesFor(act, entry);
  const { facts } = combined(rules, ({ behavior, settings }) =>
    behavior.whenUsed?.(settings, entry, quantity, then.now),
  );
  const left = remainingOf(rules, { ...entry, data: { ...entry.data, ...facts.data } });
  const able = withEnough(then, entry, quantity, left);
  const usedUp = left === 0 && entry.status === 'active';
  const used = record(then, able, {
    type: 'used',
    quantity,
    use,
    details: { to: { ...facts, ...(usedUp && usedUpFacts) } },
  });
  // It may have been the first use, so long ago that what it started is over.
  return settled(act, used);
};

/**
 * The ledger gives what the meter says was used beyond what there was: more than the entry's maximum, or after its end,
 * when what it had left was forfeited already. `left`: what it will have left.
 */
const withEnough = (act: Act, entry: Entry, quantity: Quantity, left: Quantity | null): Entry => {
  const missing = missingFor(entry, quantity, left);
  return missing === 0 ? entry : record(act, entry, { type: 'adjusted', quantity: missing });
};

const missingFor = (entry: Entry, quantity: Quantity, left: Quantity | null): number => {
  // Without limit there is nothing left: what it had while its item was metered would hide what is used now.
  if (left === null) return Math.min(0, -entry.booked);
  const over = entry.ended !== null && entry.ended !== 'deactivated';
  return over ? quantity : exact(left + quantity - entry.booked);
};
