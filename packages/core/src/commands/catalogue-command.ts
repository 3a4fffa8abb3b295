import type { BehaviorRegistry } from '../behaviors/registry.js';
import { Faults } from '../values/faults.js';

/**
 * Reads a document of a command, with all of its faults at once.
 * @throws InvalidInputError naming every bad field.
 */
export const readDocument = <T>(
  raw: unknown,
  path: string,
  registry: BehaviorRegistry,
  parse: (raw: unknown, path: string, faults: Faults, registry: BehaviorRegistry) => T,
): T => {
  const faults = new Faults();
  const document = parse(raw, path, faults, registry);
  faults.refuseIfAny();
  return document;
};

/** Runs checks that need the catalogue, and refuses with all of their faults at once. */
export const checking = <R>(work: (faults: Faults) => R): R => {
  const faults = new Faults();
  const result = work(faults);
  faults.refuseIfAny();
  return result;
};
