import { at, type Faults } from './faults.js';
import { isPlainObject } from './json.js';
import { isStorable } from './text.js';

/** The fields of an object that came from outside. */
export type Fields = Readonly<Record<string, unknown>>;

interface Presence {
  /** Without it an absent field is no fault. Null is absent, as in the contract. */
  readonly required?: boolean;
}
export interface Range {
  readonly min?: number;
  readonly max?: number;
}
/** Of text in UTF-16 units, as `String.length` counts in Java and JavaScript; of lists in elements. Both ends included. */
export interface Length {
  readonly minLength?: number;
  readonly maxLength?: number;
}

export const int32 = { min: -(2 ** 31), max: 2 ** 31 - 1 } as const;
/** Beyond 2^53 a JSON number would be rounded on its way through JavaScript: then it is refused. */
export const int64 = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;
export const longestText = 100_000;
export const longestList = 1_000;

type Reader<Options, T> = (
  object: Fields,
  key: string,
  path: string,
  faults: Faults,
  options?: Presence & Options,
) => T | undefined;

/** Every reader answers undefined when the field is absent, or faulty (after adding the fault); none of them throws. */
const reader =
  <Options, T>(read: (value: unknown, options: Presence & Options) => T | Wrong): Reader<Options, T> =>
  (object, key, path, faults, options = {} as Presence & Options) => {
    const value = Object.hasOwn(object, key) ? (object[key] ?? undefined) : undefined;
    const answer = value === undefined ? absent(options) : read(value, options);
    if (!(answer instanceof Wrong)) return answer;
    faults.add(at(path, key), answer.message);
    return undefined;
  };

export const readString = reader<Length, string>((value, limits) => {
  const message = wrongText(value, limits);
  return message === undefined ? (value as string) : new Wrong(message);
});

export const readInteger = reader<Range, number>((value, { min = int64.min, max = int64.max }) => {
  const fits = Number.isSafeInteger(value) && inside(value as number, min, max);
  return fits ? withoutSign(value as number) : new Wrong(`must be a whole number from ${min} to ${max}`);
});

export const readNumber = reader<Range, number>((value, { min = -Infinity, max = Infinity }) => {
  const fits = Number.isFinite(value) && inside(value as number, min, max);
  return fits ? withoutSign(value as number) : new Wrong(`must be a ${rangeOfNumbers(min, max)}`);
});

export const readBoolean = reader<unknown, boolean>((value) =>
  typeof value === 'boolean' ? value : new Wrong('must be true or false'),
);

/** Answers one of `values`, in their spelling. */
export const readEnum = <T extends string>(
  object: Fields,
  key: string,
  path: string,
  faults: Faults,
  { required = false, values, ignoreCase = false }: Presence & { values: readonly T[]; ignoreCase?: boolean },
): T | undefined => {
  const same = (a: string, b: string) => a === b || (ignoreCase && a.toLowerCase() === b.toLowerCase());
  const oneOf = reader<unknown, T>((value) => {
    const found = typeof value === 'string' ? values.find((known) => same(known, value)) : undefined;
    return found ?? new Wrong(`must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}`);
  });
  return oneOf(object, key, path, faults, { required });
};

export const readArray = reader<Length, readonly unknown[]>(
  (value, limits) => wrongList(value, limits) ?? [...(value as unknown[])],
);

export const readObject = reader<unknown, Fields>((value) =>
  isPlainObject(value) ? value : new Wrong('must be an object'),
);

/** For what is no field of anything: the input as a whole, or an element of a list. */
export const asObject = (raw: unknown, path: string, faults: Faults): Fields | undefined => {
  if (isPlainObject(raw)) return raw;
  faults.add(path, 'must be an object');
  return undefined;
};

export const asArray = (raw: unknown, path: string, faults: Faults, limits: Length = {}) => {
  const wrong = wrongList(raw, limits);
  if (wrong === undefined) return [...(raw as unknown[])];
  faults.add(path, wrong.message);
  return undefined;
};

/** `__proto__` as `JSON.parse` makes it is a key like any other here: unknown. */
export const refuseUnknownKeys = (object: Fields, allowed: readonly string[], path: string, faults: Faults): void => {
  for (const key of Object.keys(object)) {
    if (object[key] !== undefined && !allowed.includes(key)) faults.add(at(path, key), 'is not a known field');
  }
};

/** What is wrong with a text, if anything. */
export const wrongText = (
  value: unknown,
  { minLength = 0, maxLength = longestText }: Length = {},
): string | undefined => {
  if (typeof value !== 'string') return 'must be a string';
  if (value.length < minLength) return `must be at least ${counted(minLength, 'character')} long`;
  if (value.length > maxLength) return `must be at most ${counted(maxLength, 'character')} long`;
  return isStorable(value) ? undefined : 'must not contain U+0000 or half of a surrogate pair';
};

class Wrong {
  constructor(readonly message: string) {}
}

/** Lists are copied by spreading: then the holes of a sparse one are undefined elements, which nothing skips. */
const wrongList = (value: unknown, { minLength = 0, maxLength = longestList }: Length): Wrong | undefined => {
  if (!Array.isArray(value)) return new Wrong('must be a list');
  if (value.length < minLength) return new Wrong(`must have at least ${counted(minLength, 'element')}`);
  if (value.length > maxLength) return new Wrong(`must have at most ${counted(maxLength, 'element')}`);
  return undefined;
};

const absent = ({ required = false }: Presence) => (required ? new Wrong('is required') : undefined);
const inside = (value: number, min: number, max: number): boolean => value >= min && value <= max;

/** JSON has no -0: what is answered now must equal what is read back later. */
const withoutSign = (value: number): number => (value === 0 ? 0 : value);

const rangeOfNumbers = (min: number, max: number): string => {
  if (min === -Infinity && max === Infinity) return 'finite number';
  if (max === Infinity) return `finite number of at least ${min}`;
  if (min === -Infinity) return `finite number of at most ${max}`;
  return `number from ${min} to ${max}`;
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
