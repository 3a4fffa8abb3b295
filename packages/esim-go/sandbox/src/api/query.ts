import { badRequest } from './refused.js';
import { first, type ApiRequest } from './request.js';

export const choiceIn = <C extends string>(request: ApiRequest, name: string, choices: readonly C[]): C => {
  const given = first(request, name) ?? choices[0]!;
  const choice = choices.find((it) => it === given);
  if (choice === undefined) throw badRequest(`${name} must be one of ${choices.join(', ')}`);
  return choice;
};

export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

export const wholeNumberIn = (request: ApiRequest, name: string, { min, max, fallback }: WholeNumberRange): number => {
  const given = first(request, name);
  if (given === undefined || given === '') return fallback;
  const number = /^\d+$/.test(given) ? Number(given) : NaN;
  if (number >= min && number <= max) return number;
  throw badRequest(`${name} must be a whole number from ${min} to ${max}`);
};

/** `?flag` and `?flag=true` are yes. */
export const flagIn = (request: ApiRequest, name: string): boolean => {
  const given = first(request, name);
  return given === '' || given === 'true';
};

/** Several in one text: the description's examples have a space behind the comma. */
export const listIn = (request: ApiRequest, name: string): readonly string[] | undefined =>
  first(request, name)
    ?.split(',')
    .map((it) => it.trim());

export interface Page {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

export const pageOf = <T>(all: readonly T[], { page, size }: Page): readonly T[] =>
  all.slice((page - 1) * size, page * size);

export const pageIn = (request: ApiRequest): number =>
  wholeNumberIn(request, 'page', { min: 1, max: Number.MAX_SAFE_INTEGER, fallback: 1 });
