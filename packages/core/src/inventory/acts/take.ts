import { InternalError } from '../../errors/internal.js';
import type { Quantity } from '../../values/quantity.js';
import type { Entry } from '../entry.js';
import { remainingOf } from '../remaining.js';
import { record, rulesFor, type Act } from './act.js';
import { combined } from './effects.js';
import { booked } from './settle.js';

export const usedUpFacts = { status: 'inactive', ended: 'used_up' } as const;

export interface Taken {
  readonly entry: Entry;
  readonly quantity: Quantity;
}

/** Takes a quantity from entries that are in burn order and together have enough: all of it, over as many as it needs. */
export const taken = (act: Act, usable: readonly Entry[], quantity: Quantity, use: number): readonly Taken[] => {
  const takes: Taken[] = [];
  let wanted = quantity;
  for (const entry of usable) {
    if (wanted === 0) break;
    const left = remainingOf(rulesFor(act, entry), entry);
    const amount = left === null ? wanted : Math.min(left, wanted);
    if (amount === 0) continue;
    takes.push({ entry: takenFrom(act, entry, amount, use), quantity: amount });
    wanted -= amount;
  }
  if (wanted > 0) {
    // Only a host's behavior that meters uses and allows more than it has left gets here.
    throw new InternalError(`The rules allowed ${quantity} uses, but the entries lack ${wanted} of them.`, undefined);
  }
  return takes;
};

/** The use that takes the last one makes the entry inactive in the same record (rule 3). */
const takenFrom = (act: Act, entry: Entry, quantity: Quantity, use: number): Entry => {
  const right = booked(act, entry);
  const rules = rulesFor(act, right);
  const { facts } = combined(rules, ({ behavior, settings }) =>
    behavior.whenUsed?.(settings, right, quantity, act.now),
  );
  const usedUp = remainingOf(rules, { ...right, data: { ...right.data, ...facts.data } }) === 0;
  return record(act, right, {
    type: 'used',
    quantity,
    use,
    details: { to: { ...facts, ...(usedUp && usedUpFacts) } },
  });
};
