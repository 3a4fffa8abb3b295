import type { BehaviorSettings } from '../catalogue/item.js';
import { at } from '../values/faults.js';
import { readInteger } from '../values/fields.js';
import type { Behavior } from './behavior.js';
import { allow, deny } from './verdict.js';

/** Whoever adds the item by SKU may ask for another price, within bounds. In minor units, both ends included. */
export interface PriceOverridableSettings extends BehaviorSettings {
  readonly type_hint: 'price_overridable';
  readonly min_price: number | null;
  readonly max_price: number | null;
}

export const priceOverridable: Behavior<PriceOverridableSettings> = {
  typeHint: 'price_overridable',
  description: 'The price may be overridden within bounds.',
  fields: [
    { name: 'min_price', description: 'Lowest price, minor units', type: 'integer', required: false },
    { name: 'max_price', description: 'Highest price, minor units', type: 'integer', required: false },
  ],

  validate: (raw, path, faults) => {
    const min_price = readInteger(raw, 'min_price', path, faults, { min: 0 }) ?? null;
    const max_price = readInteger(raw, 'max_price', path, faults, { min: 0 }) ?? null;
    if (min_price !== null && max_price !== null && min_price > max_price) {
      faults.add(at(path, 'max_price'), `must be at least min_price, which is ${min_price}`);
    }
    return { type_hint: 'price_overridable', min_price, max_price };
  },

  atGet: ({ min_price, max_price }, { price }) => {
    if (price === null) return allow();
    const facts = { price, min_price, max_price };
    const inBounds = price >= (min_price ?? 0) && price <= (max_price ?? Infinity);
    return inBounds ? allow(facts) : deny('price_not_allowed', facts);
  },
};
