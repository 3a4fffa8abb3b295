import { isLosslessNumber } from 'lossless-json';
import { plain } from './json.js';
import { Unreadable } from './unreadable.js';

/** Makes a value of a kind out of what came, or throws Unreadable with its place. `undefined` stands for "not there". */
export type Reader<T> = (value: unknown, path: string) => T;

/** A text. A bare number is taken by its digits: ids and ICCIDs come as either. */
export const text: Reader<string> = (value, path) => {
  if (typeof value === 'string') return value;
  if (isLosslessNumber(value)) return value.value;
  throw new Unreadable(path, 'is not a text');
};

/** A number, also one in quotes. */
export const decimal: Reader<number> = (value, path) => {
  const digits = isLosslessNumber(value) ? value.value : value;
  const number = typeof digits === 'string' && digits.trim() !== '' ? Number(digits) : NaN;
  if (!Number.isFinite(number)) throw new Unreadable(path, 'is not a number');
  return number;
};

/** A whole number that JavaScript holds exactly. */
export const whole: Reader<number> = (value, path) => {
  const number = decimal(value, path);
  if (!Number.isSafeInteger(number)) throw new Unreadable(path, 'is not a whole number up to 2^53 - 1');
  return number;
};

export const flag: Reader<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Unreadable(path, 'is neither true nor false');
};

/** An ISO 8601 text, also out of milliseconds since 1970. Empty: not there. */
export const isoMoment: Reader<string | undefined> = (value, path) => {
  if (value === '') return undefined;
  return isLosslessNumber(value) ? new Date(instantIn(whole(value, path), path)).toISOString() : text(value, path);
};

/** Milliseconds since 1970, also out of an ISO 8601 text (what is finer than a millisecond is cut off). Empty: not there. */
export const instant: Reader<number | undefined> = (value, path) => {
  if (value === '') return undefined;
  if (typeof value === 'string' && !/^-?\d+$/.test(value)) return instantIn(Date.parse(value), path);
  return instantIn(whole(value, path), path);
};

const instantIn = (milliseconds: number, path: string): number => {
  if (Number.isNaN(new Date(milliseconds).getTime())) throw new Unreadable(path, 'is not a moment');
  return milliseconds;
};

/** A list; one thing alone is a list of it. */
export const list =
  <T>(one: Reader<T>): Reader<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) ? value.map((item, index) => one(item, `${path}[${index}]`)) : [one(value, path)];

export type Fields<T> = { readonly [Name in keyof T]-?: Reader<Exclude<T[Name], null> | undefined> };

/** Never handed out: what is logged by accident must not hold it. */
const secret = /^api[-_]?key$/i;

/**
 * An object with these fields, each of them optional; null counts as absent. Fields that nobody knows yet stay, as they
 * came. `spellings`: other names that a field is seen under.
 */
export const record = <T extends object>(
  fields: Fields<T>,
  spellings: Readonly<Record<string, keyof T & string>> = {},
): Reader<T> & { readonly names: ReadonlySet<string> } => {
  const readers = new Map<string, Reader<unknown>>(Object.entries(fields));
  const names = new Set([...readers.keys(), ...Object.keys(spellings)]);
  const read = (value: unknown, path: string): T => {
    if (!isObject(value)) throw new Unreadable(path, 'is not an object');
    const entries = Object.entries(value).flatMap(([spelled, raw]): [string, unknown][] => {
      if (raw === null || raw === undefined || secret.test(spelled)) return [];
      const name = Object.hasOwn(spellings, spelled) ? spellings[spelled]! : spelled;
      // Where it came under both names, the documented one counts.
      if (name !== spelled && Object.hasOwn(value, name)) return [];
      const reader = readers.get(name);
      const result = reader === undefined ? plain(raw) : reader(raw, path === '' ? name : `${path}.${name}`);
      return result === undefined ? [] : [[name, result]];
    });
    return Object.fromEntries(entries) as T;
  };
  return Object.assign(read, { names });
};

/** Not a number that kept its digits, and not a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
