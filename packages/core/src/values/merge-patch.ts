import { isPlainObject, type JsonValue } from './json.js';

/** The target as a JSON merge patch leaves it (RFC 7396): objects are merged, null takes away, all else takes its place. */
export const mergePatched = (target: JsonValue | undefined, patch: JsonValue): JsonValue => {
  if (!isPlainObject(patch)) return patch;
  const merged = new Map(Object.entries(isPlainObject(target) ? target : {}));
  for (const [key, part] of Object.entries(patch)) {
    if (part === null) merged.delete(key);
    else merged.set(key, mergePatched(merged.get(key), part));
  }
  return Object.fromEntries(merged);
};
