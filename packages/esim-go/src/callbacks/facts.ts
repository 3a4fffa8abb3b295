import type { Instant } from '@holdall/core';
import { isLosslessNumber } from 'lossless-json';

// One reader per kind of fact. What is not of its kind is null: a callback is kept, whatever is in it.

/** Longer than any name of the vendor; what is longer would only strain whoever stores it. */
const longest = 256;

/** An own field of an object: `__proto__` in a body must not lend it fields. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** The digits of a number, or a text. */
const lexemeOf = (value: unknown): string | null => {
  if (isLosslessNumber(value)) return value.value;
  return typeof value === 'string' ? value : null;
};

/** Without control characters and halves of characters: databases refuse them, and it would be repeated for ever. */
export const textIn = (value: unknown): string | null => {
  const lexeme = lexemeOf(value);
  return lexeme === null || lexeme === '' || lexeme.length > longest || /[\p{Cc}\p{Cs}]/u.test(lexeme) ? null : lexeme;
};

export const iccidIn = (value: unknown): string | null => matching(/^\d{18,20}$/, value);

/** A decimal without an exponent, by its digits. */
export const amountIn = (value: unknown): string | null => matching(/^-?\d{1,30}(\.\d{1,30})?$/, value);

const matching = (form: RegExp, value: unknown): string | null => {
  const lexeme = lexemeOf(value);
  return lexeme !== null && form.test(lexeme) ? lexeme : null;
};

/** Bytes: a whole number that JavaScript holds exactly, not below zero. */
export const bytesIn = (value: unknown): number | null => {
  const lexeme = matching(/^\d+(\.0+)?(e\+?\d+)?$/i, value);
  const number = lexeme === null ? NaN : Number(lexeme);
  return Number.isSafeInteger(number) ? number : null;
};

export const flagIn = (value: unknown): boolean | null => {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : null;
};

const isoMoment = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * A moment out of ISO 8601, cut off to milliseconds; where it names no zone, in UTC and not in the machine's. Before 1970:
 * null, for that is how the vendor's programs write "none" (year 1).
 */
export const momentIn = (value: unknown): Instant | null => {
  const parts = typeof value === 'string' ? isoMoment.exec(value) : null;
  if (parts === null) return null;
  const [, day, time, zone = 'Z'] = parts;
  const instant = Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  return instant > 0 ? instant : null;
};
