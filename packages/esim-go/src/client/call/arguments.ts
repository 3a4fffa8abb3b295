import { InvalidInputError } from '@holdall/core';

/**
 * A text that becomes a part of a path. `.` and `..` would be taken for steps in it, an empty one would drop out of it: a
 * DELETE would then be one of something else.
 * @throws InvalidInputError also for a number: an ICCID that was one has lost digits already.
 */
export const segment = (path: string, value: unknown): string => encodeURIComponent(named(path, value));

/** @throws InvalidInputError unless it is a text that stands for one thing. */
export const named = (path: string, value: unknown): string => {
  if (typeof value !== 'string') throw invalid(path, 'must be a text: an ICCID as a number has lost digits');
  if (value === '' || value === '.' || value === '..') throw invalid(path, 'must not be empty or a step in a path');
  return value;
};

/** @throws InvalidInputError unless it is a whole number of at least 1. */
export const count = (path: string, value: unknown): number => {
  if (!Number.isSafeInteger(value) || (value as number) < 1)
    throw invalid(path, 'must be a whole number of at least 1');
  return value as number;
};

/**
 * What a revoke is to do. Left out, the vendor revokes for real, so it is always said.
 * @throws InvalidInputError for anything else: it might be taken for the default.
 */
export const revokeType = (value: string | null | undefined): 'validate' | 'transaction' => {
  const type = value ?? 'transaction';
  if (type !== 'validate' && type !== 'transaction') throw invalid('type', "must be 'validate' or 'transaction'");
  return type;
};

export const invalid = (path: string, message: string): InvalidInputError => new InvalidInputError([{ path, message }]);
