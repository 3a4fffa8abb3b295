import type { BehaviorSettings } from '../catalogue/item.js';
import { dataFor, type Entry } from '../inventory/entry.js';
import type { Faults } from '../values/faults.js';
import { readInteger } from '../values/fields.js';
import { isQuantity, minus, plus, plusAtMost, type Quantity } from '../values/quantity.js';
import type { Behavior } from './behavior.js';
import { allow, deny } from './verdict.js';

/** A number of uses, after which the entry is used up (rule 3). */
export interface ConsumableSettings extends BehaviorSettings {
  readonly type_hint: 'consumable';
  /** How often one entry can be used; null or absent: without limit. */
  readonly max_use: number | null;
}

const quantityIn = (entry: Entry, key: string): Quantity | null => {
  const value = dataFor(entry, 'consumable')[key];
  return isQuantity(value) ? value : null;
};
const usedOf = (entry: Entry): Quantity => quantityIn(entry, 'used') ?? 0;
/** A maximum of the entry's own, as bridged bundles have: the item's definition does not reach it (rule 4). */
const ownMaximum = (entry: Entry): Quantity | null => quantityIn(entry, 'max_use');

/** The live definition counts (rule 4), but a maximum lowered below what was used takes nothing back: then 0 are left. */
const remaining = ({ max_use }: ConsumableSettings, entry: Entry): Quantity | null => {
  const most = ownMaximum(entry) ?? max_use;
  return most === null ? null : minus(Math.max(most, usedOf(entry)), usedOf(entry));
};

const withUsed = (entry: Entry, used: Quantity) => ({
  data: { consumable: { ...dataFor(entry, 'consumable'), used } },
});

export const consumable: Behavior<ConsumableSettings> = {
  typeHint: 'consumable',
  description: 'Can be used a number of times, then it is used up.',
  fields: [{ name: 'max_use', description: 'Uses per entry; null: without limit', type: 'integer', required: false }],

  validate: (raw, path, faults) => ({
    type_hint: 'consumable',
    max_use: readInteger(raw, 'max_use', path, faults, { min: 1 }) ?? null,
  }),

  validateData: (data, path, faults: Faults) => {
    readInteger(data, 'used', path, faults, { min: 0 });
    readInteger(data, 'max_use', path, faults, { min: 1 });
  },

  atUse: (settings, { usable, quantity }) => {
    let left = 0;
    for (const entry of usable) {
      const ofEntry = remaining(settings, entry);
      if (ofEntry === null) return allow({ left: null });
      left = plusAtMost(left, ofEntry);
    }
    return left < quantity ? deny('insufficient_uses', { requested: quantity, left }) : allow({ left });
  },

  whenUsed: (_settings, entry, quantity) => withUsed(entry, plus(usedOf(entry), quantity)),

  /** An administrator may have lowered the counter since the use: what is given back never takes it below zero. */
  whenReversed: (_settings, entry, quantity) =>
    withUsed(entry, minus(usedOf(entry), Math.min(quantity, usedOf(entry)))),

  remaining,

  used: (_settings, entry) => usedOf(entry),

  report: (settings, entry) => ({ used: usedOf(entry), remaining: remaining(settings, entry) }),
};
