import type { BehaviorSettings } from '../catalogue/item.js';
import { at, type Faults } from '../values/faults.js';
import { readString, refuseUnknownKeys } from '../values/fields.js';
import { isPlainObject } from '../values/json.js';
import type { BehaviorRegistry } from './registry.js';

const mostBehaviors = 50;

/** Reads one behavior's settings as they came from outside; adds a fault for everything that is wrong with them. */
export const parseBehavior = (
  raw: unknown,
  path: string,
  faults: Faults,
  registry: BehaviorRegistry,
): BehaviorSettings | undefined => {
  if (!isPlainObject(raw)) {
    faults.add(path, 'must be an object with a type_hint');
    return undefined;
  }
  const hint = readString(raw, 'type_hint', path, faults, { required: true, maxLength: 100 });
  if (hint === undefined) return undefined;
  const behavior = registry.get(hint);
  if (behavior === undefined) {
    faults.add(at(path, 'type_hint'), `names no behavior: ${hint} (there are ${registry.typeHints.join(', ')})`);
    return undefined;
  }
  const known = behavior.fields.map(({ name }) => name);
  refuseUnknownKeys(raw, ['type_hint', 'description', ...known], path, faults);
  const description = readString(raw, 'description', path, faults, { maxLength: 1000 });
  const settings = behavior.validate(raw, path, faults);
  return settings && { ...(description !== undefined && { description }), ...settings, type_hint: hint };
};

/** Reads a list of behaviors, each type hint at most once. */
export const parseBehaviors = (
  raw: unknown,
  path: string,
  faults: Faults,
  registry: BehaviorRegistry,
): readonly BehaviorSettings[] => {
  if (!Array.isArray(raw) || raw.length > mostBehaviors) {
    faults.add(path, `must be a list of at most ${mostBehaviors} behaviors`);
    return [];
  }
  const parsed = raw.map((one: unknown, index) => parseBehavior(one, at(path, index), faults, registry));
  parsed.forEach((settings, index) => {
    const first = parsed.findIndex((other) => other?.type_hint === settings?.type_hint);
    if (settings !== undefined && first < index) {
      faults.add(at(path, index), `is a second ${settings.type_hint}: an item has each behavior at most once`);
    }
  });
  return parsed.filter((settings) => settings !== undefined);
};
