import type { Rule } from '../behaviors/registry.js';
import { plusAtMost, type Quantity } from '../values/quantity.js';
import type { Entry } from './entry.js';

/** How many uses an entry has left by all of its rules: the fewest that any of them says. null: without limit. */
export const remainingOf = (rules: readonly Rule[], entry: Entry): Quantity | null => {
  let least: Quantity | null = null;
  for (const { behavior, settings } of rules) {
    const left = behavior.remaining?.(settings, entry) ?? null;
    if (left !== null && (least === null || left < least)) least = left;
  }
  return least;
};

/** What several entries have left together; null as soon as one of them is without limit. At most 2^53 - 1. */
export const remainingIn = (rules: readonly Rule[], entries: readonly Entry[]): Quantity | null => {
  let total = 0;
  for (const entry of entries) {
    const left = remainingOf(rules, entry);
    if (left === null) return null;
    total = plusAtMost(total, left);
  }
  return total;
};
