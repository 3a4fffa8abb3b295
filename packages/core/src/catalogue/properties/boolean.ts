import { readBoolean } from '../../values/fields.js';
import type { Family } from './family.js';

export type BooleanShape = { readonly type: 'boolean' };
export type BooleanValue = { readonly type: 'boolean'; readonly value: boolean };

export const boolean: Family<BooleanShape, BooleanValue> = {
  constraints: {},
  fields: ['value'],
  parseValue: (raw, { type }, { path, faults }) => {
    const value = readBoolean(raw, 'value', path, faults, { required: true });
    return value === undefined ? undefined : { type, value };
  },
};
