import type { BehaviorSettings } from '../catalogue/item.js';
import { at } from '../values/faults.js';
import { readString } from '../values/fields.js';
import type { Behavior } from './behavior.js';

/**
 * Who hands the item over. `inventory` (as without this behavior): Holdall, at once. `wallet`: Holdall, and the value of
 * `spendable` is credited. Any other word: somebody outside, so new entries stay pending until they are activated.
 */
export interface FulfillableSettings extends BehaviorSettings {
  readonly type_hint: 'fulfillable';
  readonly type_name: string;
}

const ours = new Set(['inventory', 'wallet']);

export const fulfillable: Behavior<FulfillableSettings> = {
  typeHint: 'fulfillable',
  description: 'Names who fulfils the item.',
  fields: [
    { name: 'type_name', description: 'inventory, wallet, or a name of your own', type: 'string', required: true },
  ],

  validate: (raw, path, faults) => {
    const type_name = readString(raw, 'type_name', path, faults, { required: true, minLength: 1, maxLength: 100 });
    return type_name === undefined ? undefined : { type_hint: 'fulfillable', type_name };
  },

  validateItem: ({ type_name }, item, _catalogue, path, faults) => {
    if (type_name === 'wallet' && !item.behaviors.some(({ type_hint }) => type_hint === 'spendable')) {
      faults.add(at(path, 'type_name'), 'is wallet, so the item needs the behavior spendable to say what to credit');
    }
  },

  waits: ({ type_name }) => !ours.has(type_name),

  report: ({ type_name }) => ({ type_name }),
};
