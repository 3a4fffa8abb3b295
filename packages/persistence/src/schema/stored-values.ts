import type { JsonValue } from '@holdall/core';

/** How values come back from a database. Each answers undefined for what it does not understand. */

export const textFrom = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Ids, instants and quantities: safe integers, which some drivers hand out as text. */
export const integerFrom = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
};

/** JSON is text on SQLite; drivers that know a JSON type have parsed it already. */
export const jsonFrom = (value: unknown): JsonValue | undefined => {
  if (typeof value !== 'string') return value === null ? undefined : (value as JsonValue | undefined);
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return undefined;
  }
};

/** Leaves out what is undefined, as JSON does, so that what is read equals what was written. */
export const jsonText = (value: object): string => JSON.stringify(value);
