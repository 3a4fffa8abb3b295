import { at, type Faults } from './faults.js';
import { isPlainObject, isPrototypeKey, type JsonValue } from './json.js';
import { isStorable } from './text.js';

const deepest = 20;
const mostParts = 10_000;

interface Bounds {
  /** How many values within values. */
  readonly depth?: number;
  /** How many values in all. */
  readonly parts?: number;
}

/** Reads plain data of any shape, within bounds: adds a fault for whatever could not be stored and read back the same. */
export const readJson = (
  raw: unknown,
  path: string,
  faults: Faults,
  { depth = deepest, parts = mostParts }: Bounds = {},
): JsonValue | undefined => read(raw, path, faults, depth, { parts });

const read = (
  raw: unknown,
  path: string,
  faults: Faults,
  depth: number,
  budget: { parts: number },
): JsonValue | undefined => {
  budget.parts -= 1;
  if (budget.parts < 0) return fault(path, 'has too many parts', faults, budget.parts === -1);
  if (raw === null || typeof raw === 'boolean') return raw;
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : fault(path, 'must be a finite number', faults);
  if (typeof raw === 'string') return isStorable(raw) ? raw : fault(path, 'must be storable text', faults);
  if (depth === 0) return fault(path, 'is nested too deeply', faults);
  if (Array.isArray(raw))
    return raw.map((part, index) => read(part, at(path, index), faults, depth - 1, budget) ?? null);
  if (!isPlainObject(raw)) return fault(path, 'must be plain data', faults);
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, part]) => {
      if (part === undefined) return [];
      if (isPrototypeKey(key)) fault(at(path, key), 'is not allowed as a key', faults);
      else if (!isStorable(key)) fault(path, 'has a key that is not storable text', faults);
      return [[key, read(part, at(path, key), faults, depth - 1, budget) ?? null]];
    }),
  );
};

const fault = (path: string, message: string, faults: Faults, first = true): undefined => {
  if (first) faults.add(path, message);
  return undefined;
};
