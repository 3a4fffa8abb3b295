import { at } from '../../values/faults.js';
import { readObject, type Fields } from '../../values/fields.js';
import { flag } from './constraints.js';
import type { PropertyDefinition } from './definition.js';
import type { DefinitionSite, Family } from './family.js';
import type { PropertyRules, PropertyValues } from './value.js';

/** With `properties`, others are refused unless `allow_additional`. Without, they are refused only if it is false. */
export type MapShape = {
  readonly type: 'map';
  readonly properties?: readonly PropertyDefinition[];
  readonly allow_additional?: boolean;
};
export type MapValue = { readonly type: 'map'; readonly map: PropertyValues };

const definitions = (raw: Fields, key: string, { path, parseDefinitions }: DefinitionSite) => {
  const properties = raw[key] ?? undefined;
  return properties === undefined ? undefined : parseDefinitions(properties, at(path, key));
};

const rulesOf = ({ properties, allow_additional = properties === undefined }: MapShape): PropertyRules => ({
  definitions: properties ?? [],
  allowAdditional: allow_additional,
});

export const map: Family<MapShape, MapValue> = {
  constraints: { properties: definitions, allow_additional: flag },
  fields: ['map'],
  parseValue: (raw, shape, { path, faults, parseProperties }) => {
    const entries = readObject(raw, 'map', path, faults, { required: true });
    if (entries === undefined) return undefined;
    return { type: 'map', map: parseProperties(entries, rulesOf(shape), at(path, 'map')) };
  },
};
