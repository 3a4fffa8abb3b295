import type { BehaviorRegistry } from '../behaviors/registry.js';
import { Faults } from '../values/faults.js';
import { isPlainObject } from '../values/json.js';

/** Reads the document in a field of a command's input; that it is an object at all is checked with the other fields. */
export const documentIn =
  <T>(
    field: string,
    registry: BehaviorRegistry,
    parse: (raw: unknown, path: string, faults: Faults, registry: BehaviorRegistry) => T,
    path = field,
  ) =>
  (fields: Readonly<Record<string, unknown>>, faults: Faults): T =>
    // Where it is no object, there is a fault already, and what is parsed instead is never seen.
    parse(fields[field], path, isPlainObject(fields[field]) ? faults : new Faults(), registry);

/** Runs checks that need the catalogue, and refuses with all of their faults at once. */
export const checking = <R>(work: (faults: Faults) => R): R => {
  const faults = new Faults();
  const result = work(faults);
  faults.refuseIfAny();
  return result;
};
