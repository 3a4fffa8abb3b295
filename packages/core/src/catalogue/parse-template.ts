import { parseBehavior } from '../behaviors/parse.js';
import type { BehaviorRegistry } from '../behaviors/registry.js';
import { at, type Faults } from '../values/faults.js';
import { readArray, readBoolean, readString, refuseUnknownKeys } from '../values/fields.js';
import { isPlainObject } from '../values/json.js';
import { parseDefinitions } from './properties/definition.js';
import type { Template, TemplateBehavior } from './template.js';

export type TemplateDocument = Omit<Template, 'id' | 'created_date' | 'updated_date'> & { readonly id: string | null };

const known = ['id', 'name', 'properties', 'behaviors', 'allow_additional'];

/** Reads a template as it came from outside. */
export const parseTemplate = (
  raw: unknown,
  path: string,
  faults: Faults,
  registry: BehaviorRegistry,
): TemplateDocument => {
  const fields = isPlainObject(raw) ? raw : {};
  if (!isPlainObject(raw)) faults.add(path, 'must be an object');
  refuseUnknownKeys(fields, known, path, faults);
  return {
    id: readString(fields, 'id', path, faults, { minLength: 1, maxLength: 100 }) ?? null,
    name: readString(fields, 'name', path, faults, { required: true, minLength: 1, maxLength: 255 }) ?? '',
    properties: parseDefinitions(fields['properties'] ?? [], at(path, 'properties'), faults),
    behaviors: parseTemplateBehaviors(fields, path, faults, registry),
    allow_additional: readBoolean(fields, 'allow_additional', path, faults) ?? false,
  };
};

const parseTemplateBehaviors = (
  fields: Readonly<Record<string, unknown>>,
  path: string,
  faults: Faults,
  registry: BehaviorRegistry,
): readonly TemplateBehavior[] => {
  const list = readArray(fields, 'behaviors', path, faults, { maxLength: 50 }) ?? [];
  const parsed = list.map((raw, index) => parseOne(raw, at(at(path, 'behaviors'), index), faults, registry));
  const hints = parsed.map((one) => one?.behavior.type_hint);
  hints.forEach((hint, index) => {
    if (hint !== undefined && hints.indexOf(hint) < index) {
      faults.add(at(at(path, 'behaviors'), index), `is a second ${hint}: a template has each behavior at most once`);
    }
  });
  return parsed.filter((one) => one !== undefined);
};

const parseOne = (
  raw: unknown,
  path: string,
  faults: Faults,
  registry: BehaviorRegistry,
): TemplateBehavior | undefined => {
  if (!isPlainObject(raw)) {
    faults.add(path, 'must be an object with behavior, modifiable and required');
    return undefined;
  }
  refuseUnknownKeys(raw, ['behavior', 'modifiable', 'required'], path, faults);
  const behavior = parseBehavior(raw['behavior'], at(path, 'behavior'), faults, registry);
  const modifiable = readBoolean(raw, 'modifiable', path, faults, { required: true });
  const required = readBoolean(raw, 'required', path, faults, { required: true });
  if (behavior === undefined || modifiable === undefined || required === undefined) return undefined;
  return { behavior, modifiable, required };
};
