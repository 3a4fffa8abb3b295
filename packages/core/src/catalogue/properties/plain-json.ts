import { at, type Faults } from '../../values/faults.js';
import { longestList, wrongText } from '../../values/fields.js';
import { isPlainObject, type JsonObject, type JsonValue } from '../../values/json.js';
import { deepest, tooDeep } from './nesting.js';
import { wrongName } from './property-name.js';

/** A copy of data that only the host understands: any JSON object, within bounds. */
export const copyJsonObject = (raw: unknown, path: string, faults: Faults): JsonObject | undefined => {
  if (isPlainObject(raw)) return copyObject(raw, path, faults, 1);
  faults.add(path, 'must be an object');
  return undefined;
};

const copyObject = (raw: Record<string, unknown>, path: string, faults: Faults, depth: number): JsonObject => {
  const entries = Object.entries(raw).filter(([, value]) => value !== undefined);
  if (!fits(entries.length, path, faults, depth)) return {};
  const copied = entries.flatMap(([key, value]) => {
    const message = wrongName(key);
    if (message === undefined) return [[key, copy(value, at(path, key), faults, depth + 1)] as const];
    faults.add(at(path, key), message);
    return [];
  });
  return Object.fromEntries(copied);
};

const copyList = (raw: readonly unknown[], path: string, faults: Faults, depth: number): JsonValue =>
  fits(raw.length, path, faults, depth)
    ? [...raw].map((value, index) => copy(value, at(path, index), faults, depth + 1))
    : [];

const copy = (raw: unknown, path: string, faults: Faults, depth: number): JsonValue => {
  if (Array.isArray(raw)) return copyList(raw, path, faults, depth);
  if (isPlainObject(raw)) return copyObject(raw, path, faults, depth);
  const message = wrongScalar(raw);
  // JSON has no -0.
  if (message === undefined) return raw === 0 ? 0 : (raw as JsonValue);
  faults.add(path, message);
  return null;
};

const wrongScalar = (raw: unknown): string | undefined => {
  if (typeof raw === 'string') return wrongText(raw);
  return raw === null || typeof raw === 'boolean' || Number.isFinite(raw) ? undefined : 'must be JSON';
};

const fits = (size: number, path: string, faults: Faults, depth: number): boolean => {
  if (depth > deepest) faults.add(path, tooDeep);
  else if (size > longestList) faults.add(path, `must have at most ${longestList} parts`);
  else return true;
  return false;
};
