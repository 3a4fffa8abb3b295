import type { BehaviorRegistry } from '../behaviors/registry.js';
import { at, type Faults } from '../values/faults.js';

/**
 * The names of the behaviors that a get is to skip (rule 9). A name that no behavior has is a fault: a misspelt override
 * would silently skip nothing.
 */
export const knownOverrides = (
  overrides: readonly string[],
  registry: BehaviorRegistry,
  faults: Faults,
): readonly string[] => {
  overrides.forEach((name, index) => {
    if (registry.get(name) !== undefined) return;
    faults.add(at('overrides', index), `names no behavior: ${name} (there are ${registry.typeHints.join(', ')})`);
  });
  return [...new Set(overrides)].toSorted();
};

/** The same in the input of a command, where the list may be anything yet. */
export const overridesIn =
  (registry: BehaviorRegistry) =>
  ({ overrides }: Readonly<Record<string, unknown>>, faults: Faults): readonly string[] =>
    isTexts(overrides) ? knownOverrides(overrides, registry, faults) : [];

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
