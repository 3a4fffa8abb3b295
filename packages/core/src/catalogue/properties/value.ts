import { at, type Faults } from '../../values/faults.js';
import { asObject, longestList, readEnum, refuseUnknownKeys, type Fields } from '../../values/fields.js';
import type { BooleanValue } from './boolean.js';
import type { PropertyDefinition, Shape } from './definition.js';
import { families } from './families.js';
import type { ValueSite } from './family.js';
import type { FileGroupValue } from './file-groups.js';
import type { FileValue } from './files.js';
import type { ListValue } from './list.js';
import type { MapValue } from './map.js';
import { deepest, tooDeep } from './nesting.js';
import type { DoubleValue, WholeValue } from './numbers.js';
import { wrongName } from './property-name.js';
import { propertyTypes } from './property-types.js';
import type { TextValue } from './text.js';

export type PropertyValue =
  TextValue | WholeValue | DoubleValue | BooleanValue | FileValue | FileGroupValue | ListValue | MapValue;

export type PropertyValues = Readonly<Record<string, PropertyValue>>;

/** What a template says about an item's properties, or a map's definition about its own. */
export interface PropertyRules {
  readonly definitions: readonly PropertyDefinition[];
  readonly allowAdditional: boolean;
}

/**
 * Fresh objects with known fields only; those that are faulty are left out. An item without a template has no rules:
 * then any well-formed values are accepted.
 */
export const parseProperties = (
  raw: unknown,
  rules: PropertyRules | null,
  path: string,
  faults: Faults,
): PropertyValues => {
  const fields = asObject(raw ?? {}, path, faults);
  return fields === undefined ? {} : parseAll(fields, rules, levelAt(path, faults, 1));
};

interface Level extends ValueSite {
  readonly depth: number;
}

const levelAt = (path: string, faults: Faults, depth: number): Level => ({
  path,
  faults,
  depth,
  parseElement: (raw, shape, inner) => parse(raw, shape, levelAt(inner, faults, depth + 1)),
  parseProperties: (raw, rules, inner) => parseAll(raw, rules, levelAt(inner, faults, depth + 1)),
});

const anything: PropertyRules = { definitions: [], allowAdditional: true };

const parseAll = (raw: Fields, rules: PropertyRules | null, { path, faults, depth }: Level): PropertyValues => {
  const { definitions, allowAdditional } = rules ?? anything;
  const given = Object.keys(raw).filter((name) => raw[name] !== undefined);
  if (given.length > longestList) {
    faults.add(path, `must have at most ${longestList} properties`);
    return {};
  }
  const missing = definitions.filter(({ name, required }) => required && !given.includes(name));
  for (const { name } of missing) faults.add(at(path, name), 'is required');
  const defined = new Map(definitions.map((definition) => [definition.name, definition]));
  const parsed = given.map((name) => {
    const definition = defined.get(name);
    const inner = levelAt(at(path, name), faults, depth);
    const refused = definition === undefined && !allowAdditional ? 'is not a defined property' : wrongName(name);
    if (refused === undefined) return [name, parse(raw[name], definition, inner)] as const;
    faults.add(inner.path, refused);
    return [name, undefined] as const;
  });
  return Object.fromEntries(parsed.filter((pair): pair is [string, PropertyValue] => pair[1] !== undefined));
};

const parse = (raw: unknown, shape: Shape | undefined, level: Level): PropertyValue | undefined => {
  const { path, faults, depth } = level;
  const before = faults.found.length;
  if (depth > deepest) faults.add(path, tooDeep);
  const fields = depth > deepest ? undefined : asObject(raw, path, faults);
  if (fields === undefined) return undefined;
  const values = shape === undefined ? propertyTypes : [shape.type];
  const type = readEnum(fields, 'type', path, faults, { required: true, values });
  if (type === undefined) return undefined;
  const family = families[type];
  refuseUnknownKeys(fields, ['type', ...family.fields], path, faults);
  const value = family.parseValue(fields, shape ?? { type }, level);
  return faults.found.length === before ? value : undefined;
};
