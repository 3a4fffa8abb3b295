import { int32, int64, readInteger, readNumber } from '../../values/fields.js';
import { finite, whole } from './constraints.js';
import type { Family } from './family.js';

/** A `date` counts whole Unix seconds, also those before 1970. */
type WholeType = 'integer' | 'long' | 'date';
type Limits = { readonly min?: number; readonly max?: number };
export type WholeShape = { readonly type: WholeType } & Limits;
export type WholeValue = { readonly type: WholeType; readonly value: number };
export type DoubleShape = { readonly type: 'double' } & Limits;
export type DoubleValue = { readonly type: 'double'; readonly value: number };

const wholeNumber = (range: typeof int32 | typeof int64): Family<WholeShape, WholeValue> => ({
  constraints: { min: whole(range), max: whole(range) },
  fields: ['value'],
  parseValue: (raw, { type, min = range.min, max = range.max }, { path, faults }) => {
    const value = readInteger(raw, 'value', path, faults, { required: true, min, max });
    return value === undefined ? undefined : { type, value };
  },
});

export const integer = wholeNumber(int32);
export const long = wholeNumber(int64);
export const date = wholeNumber(int64);

export const double: Family<DoubleShape, DoubleValue> = {
  constraints: { min: finite, max: finite },
  fields: ['value'],
  parseValue: (raw, { type, min = -Infinity, max = Infinity }, { path, faults }) => {
    const value = readNumber(raw, 'value', path, faults, { required: true, min, max });
    return value === undefined ? undefined : { type, value };
  },
};
