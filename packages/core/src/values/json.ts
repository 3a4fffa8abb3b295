/** Plain data: what can be stored and sent without losing anything. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Keys that would reach an object's prototype instead of its data. */
const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);
export const isPrototypeKey = (key: string): boolean => prototypeKeys.has(key);

/** A plain object: not null, not an array, not an instance of a class. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** One text for one value, whatever the order in which its keys were written; keys without a value do not count. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

/** The same in ASCII, whatever is in it: one text for one value, and one byte for one character. */
export const asciiJson = (value: unknown): string => canonicalJson(value).replace(/[^ -~]/g, escaped);

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .filter((key) => value[key] !== undefined)
      .map((key) => [key, sorted(value[key])]),
  );
};
