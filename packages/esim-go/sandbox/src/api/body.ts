import { badRequest } from './refused.js';
import type { ApiRequest } from './request.js';

/** A JSON object of which nothing is known yet. Fields that are not asked for are ignored. */
export type Fields = { readonly [name: string]: unknown };

/** @throws Refused (400) unless the body is a JSON object. */
export const bodyOf = ({ body }: ApiRequest): Fields => fieldsOf(body, 'The body');

export const fieldsOf = (value: unknown, what: string): Fields => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw badRequest(`${what} must be a JSON object`);
};

export const listIn = (value: unknown, what: string): readonly unknown[] => {
  if (Array.isArray(value) && value.length > 0) return value;
  throw badRequest(`${what} must be a list that is not empty`);
};

export const textIn = (value: unknown, what: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw badRequest(`${what} must be a text that is not empty`);
};

export const positiveIn = (value: unknown, what: string): number => {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw badRequest(`${what} must be a positive whole number`);
};

export const flagIn = (value: unknown, what: string): boolean => {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw badRequest(`${what} must be true or false`);
};

/** Left out, or null. */
export const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;
