import type { BehaviorRegistry } from '../behaviors/registry.js';
import { at, Faults } from '../values/faults.js';

/**
 * The names of the behaviors that a get is to skip (rule 9).
 * @throws InvalidInputError for a name that no behavior has: a misspelt override would silently skip nothing.
 */
export const knownOverrides = (overrides: readonly string[], registry: BehaviorRegistry): readonly string[] => {
  const faults = new Faults();
  overrides.forEach((name, index) => {
    if (registry.get(name) !== undefined) return;
    faults.add(at('overrides', index), `names no behavior: ${name} (there are ${registry.typeHints.join(', ')})`);
  });
  faults.refuseIfAny();
  return [...new Set(overrides)].toSorted();
};
