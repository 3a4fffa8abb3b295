import { longestText, readString } from '../../values/fields.js';
import { count } from './constraints.js';
import type { Family } from './family.js';

type TextType = 'text' | 'formatted_text';
export type TextShape = { readonly type: TextType; readonly max_length?: number };
export type TextValue = { readonly type: TextType; readonly value: string };

/** Lengths count UTF-16 units, as the contract's Java does: an emoji may count as 2. */
export const text: Family<TextShape, TextValue> = {
  constraints: { max_length: count },
  fields: ['value'],
  parseValue: (raw, { type, max_length = longestText }, { path, faults }) => {
    const maxLength = Math.min(max_length, longestText);
    const value = readString(raw, 'value', path, faults, { required: true, maxLength });
    return value === undefined ? undefined : { type, value };
  },
};
