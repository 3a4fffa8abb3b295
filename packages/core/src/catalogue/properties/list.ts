import { at } from '../../values/faults.js';
import { longestList, readArray, type Fields } from '../../values/fields.js';
import type { ElementDefinition } from './definition.js';
import type { DefinitionSite, Family } from './family.js';
import { counts, type CountLimits } from './media-limits.js';
import type { PropertyValue } from './value.js';

export type ListShape = { readonly type: 'list'; readonly value_definition?: ElementDefinition } & CountLimits;
export type ListValue = { readonly type: 'list'; readonly values: readonly PropertyValue[] };

const element = (raw: Fields, key: string, { path, parseElement }: DefinitionSite) => {
  const definition = raw[key] ?? undefined;
  return definition === undefined ? undefined : parseElement(definition, at(path, key));
};

export const list: Family<ListShape, ListValue> = {
  constraints: { ...counts, value_definition: element },
  fields: ['values'],
  parseValue: (raw, { value_definition, min_count = 0, max_count = longestList }, { path, faults, parseElement }) => {
    const limits = { minLength: min_count, maxLength: Math.min(max_count, longestList) };
    const values = readArray(raw, 'values', path, faults, { required: true, ...limits });
    const inner = at(path, 'values');
    const parsed = values?.map((value, index) => parseElement(value, value_definition, at(inner, index)));
    if (parsed === undefined || parsed.includes(undefined)) return undefined;
    return { type: 'list', values: parsed as PropertyValue[] };
  },
};
