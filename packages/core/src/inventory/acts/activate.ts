import type { Entry } from '../entry.js';
import { record, itemOf, rulesFor, type Act } from './act.js';
import { combined, type Credit } from './effects.js';
import { booked } from './settle.js';

/** What becoming active for the first time changes on an entry: its expiry starts, its value is credited. */
export const activationOf = (act: Act, entry: Entry) => {
  const item = itemOf(act, entry);
  const { facts, credits } = combined(act.registry.rulesOf(item), ({ behavior, settings }) =>
    behavior.whenActivated?.(settings, entry, item, act.now),
  );
  return { facts: { status: 'active', ended: null, activatedAt: act.now, ...facts } as const, credits };
};

/** Makes an entry active that never was (rule 10). */
export const activated = (act: Act, entry: Entry, details: { readonly invoice?: number } = {}): Entry => {
  const { facts, credits } = activationOf(act, entry);
  const active = record(act, entry, {
    type: 'activated',
    quantity: 0,
    details: { ...details, from: { status: entry.status, ended: entry.ended, expires: entry.expires }, to: facts },
  });
  return booked(act, credited(act, active, credits));
};

export const credited = (act: Act, entry: Entry, credits: readonly Credit[]): Entry =>
  credits.reduce(
    (current, { currency, value }) =>
      record(act, current, { type: 'credited', quantity: value, details: { currency } }),
    entry,
  );

/** Whether entries of the item wait for somebody outside to fulfil them. */
export const waitsOutside = (act: Act, entry: Entry): boolean =>
  rulesFor(act, entry).some(({ behavior, settings }) => behavior.waits?.(settings) ?? false);
