import type { Rule } from '../behaviors/registry.js';
import { InternalError } from '../errors/internal.js';
import type { Quantity } from '../values/quantity.js';
import type { Entry } from './entry.js';

/**
 * How much of an entry was used in all, net of what was given back: the most that any of its rules has counted. Where
 * none counts, the ledger knows: of an entry without limit it says minus what was used.
 * @throws InternalError when a host's behavior meters the entry and does not say what was used of it.
 */
export const usedOf = (rules: readonly Rule[], entry: Entry): Quantity => {
  const counts = rules.flatMap(({ behavior, settings }) => behavior.used?.(settings, entry) ?? []);
  if (counts.length > 0) return Math.max(...counts);
  const meter = rules.find(({ behavior, settings }) => (behavior.remaining?.(settings, entry) ?? null) !== null);
  if (meter === undefined) return Math.max(0, -entry.booked);
  const name = meter.behavior.typeHint;
  throw new InternalError(
    `The behavior "${name}" says what is left but not what was used: give it \`used\`.`,
    undefined,
  );
};
