import { asStamp } from '../rules/stamp.js';
import { badRequest } from './refused.js';

/** The vendor's filter grammar (since v2.2): `op:value` for moments, eq by default. */
export const momentFilter = (filter: string): ((stamp: string) => boolean) => {
  const [, operator = 'eq', text = ''] = /^(?:(eq|lt|lte|gt|gte):)?(.*)$/.exec(filter) ?? [];
  const limit = asStamp(text);
  if (limit === null) throw badRequest(`Not a date: ${filter}`);
  return (stamp) => comparisons[operator as keyof typeof comparisons](stamp, limit);
};

const comparisons = {
  eq: (a: string, b: string) => a === b,
  lt: (a: string, b: string) => a < b,
  lte: (a: string, b: string) => a <= b,
  gt: (a: string, b: string) => a > b,
  gte: (a: string, b: string) => a >= b,
};

/** Texts: `eq:value` is exact; otherwise any part matches, case aside, and `*` is any text. */
export const textFilter = (filter: string): ((text: string) => boolean) => {
  if (filter.startsWith('eq:')) return (text) => text === filter.slice('eq:'.length);
  const pattern = filter.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(pattern.join('.*'), 'i');
  return (text) => expression.test(text);
};
