import { at, type Faults } from '../../values/faults.js';
import { asArray, asObject, readEnum, refuseUnknownKeys } from '../../values/fields.js';
import { isPlainObject } from '../../values/json.js';
import { baseFields, parseBaseFields, type Named, type Presentation } from './base-fields.js';
import type { BooleanShape } from './boolean.js';
import { parseConstraints } from './constraints.js';
import { families } from './families.js';
import type { DefinitionSite } from './family.js';
import type { FileGroupShape } from './file-groups.js';
import type { FileShape } from './files.js';
import type { ListShape } from './list.js';
import type { MapShape } from './map.js';
import { deepest, tooDeep } from './nesting.js';
import type { DoubleShape, WholeShape } from './numbers.js';
import { propertyTypes } from './property-types.js';
import type { TextShape } from './text.js';

/** A type with its limits. */
export type Shape =
  TextShape | WholeShape | DoubleShape | BooleanShape | FileShape | FileGroupShape | ListShape | MapShape;

export type PropertyDefinition = Shape & Named & Presentation;

/** Of the elements of a list. They have no name and are not required: both fields may be left out and say nothing. */
export type ElementDefinition = Shape & Partial<Named> & Presentation;

/** A fresh object with known fields only, or undefined after adding a fault. */
export const parseDefinition = (raw: unknown, path: string, faults: Faults): PropertyDefinition | undefined =>
  parseNamed(raw, levelAt(path, faults, 1));

/** Those that are faulty are left out. */
export const parseDefinitions = (raw: unknown, path: string, faults: Faults): readonly PropertyDefinition[] =>
  parseAll(raw, levelAt(path, faults, 1));

interface Level extends DefinitionSite {
  readonly depth: number;
}

const levelAt = (path: string, faults: Faults, depth: number): Level => ({
  path,
  faults,
  depth,
  parseElement: (raw, inner) => parse(raw, levelAt(inner, faults, depth + 1), { named: false }),
  parseDefinitions: (raw, inner) => parseAll(raw, levelAt(inner, faults, depth + 1)),
});

const parseNamed = (raw: unknown, level: Level): PropertyDefinition | undefined =>
  parse(raw, level, { named: true }) as PropertyDefinition | undefined;

const parse = (raw: unknown, level: Level, options: { named: boolean }): ElementDefinition | undefined => {
  const { path, faults, depth } = level;
  const before = faults.found.length;
  if (depth > deepest) faults.add(path, tooDeep);
  const fields = depth > deepest ? undefined : asObject(raw, path, faults);
  if (fields === undefined) return undefined;
  const base = parseBaseFields(fields, path, faults, options);
  const type = readEnum(fields, 'type', path, faults, { required: true, values: propertyTypes });
  // Which other fields are known depends on the type.
  if (type === undefined) return undefined;
  const family = families[type];
  refuseUnknownKeys(fields, [...baseFields, ...Object.keys(family.constraints)], path, faults);
  const definition = { ...base, type, ...parseConstraints(family, fields, level) };
  return faults.found.length === before ? definition : undefined;
};

const parseAll = (raw: unknown, { path, faults, depth }: Level): readonly PropertyDefinition[] => {
  const all = asArray(raw ?? [], path, faults) ?? [];
  const names = new Set<unknown>();
  return all.flatMap((one, index) => {
    const inner = at(path, index);
    const name = isPlainObject(one) ? one['name'] : undefined;
    if (typeof name === 'string' && names.has(name)) faults.add(at(inner, 'name'), 'must be unique');
    names.add(name);
    return parseNamed(one, levelAt(inner, faults, depth)) ?? [];
  });
};
