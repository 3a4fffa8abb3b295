import type { BehaviorSettings } from '../catalogue/item.js';
import { at } from '../values/faults.js';
import { readInteger, readString } from '../values/fields.js';
import type { Behavior } from './behavior.js';

/**
 * Worth money. With `fulfillable: wallet` an entry that becomes active credits `value` once: a log record and an event
 * of type `credited`, for the host's wallet to book under the entry's id.
 */
export interface SpendableSettings extends BehaviorSettings {
  readonly type_hint: 'spendable';
  /** ISO 4217, or three letters of your own for a virtual currency. */
  readonly currency_code: string;
  /** Minor units. */
  readonly value: number;
}

export const spendable: Behavior<SpendableSettings> = {
  typeHint: 'spendable',
  description: 'Has a value in a currency, credited when it is fulfilled to a wallet.',
  fields: [
    { name: 'currency_code', description: 'Three letters', type: 'string', required: true },
    { name: 'value', description: 'Minor units', type: 'integer', required: true },
  ],
  prerequisites: ['fulfillable'],

  validate: (raw, path, faults) => {
    const currency_code = readString(raw, 'currency_code', path, faults, { required: true });
    const value = readInteger(raw, 'value', path, faults, { required: true, min: 1 });
    if (currency_code === undefined || value === undefined) return undefined;
    if (!/^[A-Z]{3}$/.test(currency_code)) {
      faults.add(at(path, 'currency_code'), 'must be three capital letters, such as EUR');
      return undefined;
    }
    return { type_hint: 'spendable', currency_code, value };
  },

  whenActivated: ({ currency_code, value }, _entry, item) => {
    const toWallet = item.behaviors.some(
      (settings) => settings.type_hint === 'fulfillable' && settings['type_name'] === 'wallet',
    );
    return toWallet ? { credit: { currency: currency_code, value } } : {};
  },

  report: ({ currency_code, value }) => ({ currency_code, value }),
};
