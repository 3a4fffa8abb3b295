import type { UsageProductInventory } from './product.js';
import { badRequest } from './refused.js';
import type { UsageProductsSettings } from './settings.js';

type Test = (product: UsageProductInventory) => boolean;
type Kind = (text: string, name: string, settings: UsageProductsSettings) => (values: readonly unknown[]) => boolean;

const field =
  (name: string) =>
  (product: UsageProductInventory): readonly unknown[] => [product[name] ?? null];
const references = ({ productReferences }: UsageProductInventory): readonly unknown[] =>
  (productReferences ?? []).map(({ productReference }) => productReference);

const idKind: Kind = (text, name) => {
  if (!/^\d+$/.test(text)) throw badRequest(`${name} must be an id`);
  return ([value]) => value !== null && `${value as number}` === text;
};

const dayKind: Kind = (text, name, { bounds, gtn }) => {
  const [, operator = 'eq', day = ''] = /^(?:(lt|gt|gtn):)?(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  if (day === '' || Number.isNaN(Date.parse(day))) throw badRequest(`${name} must be a day, or lt:, gt:, gtn: a day`);
  const same = bounds === 'inclusive';
  const later = (value: string) => value > day || (same && value === day);
  const tests: Readonly<Record<string, (value: string | null) => boolean>> = {
    eq: (value) => value === day,
    lt: (value) => value !== null && (value < day || (same && value === day)),
    gt: (value) => value !== null && later(value),
    gtn: (value) => {
      if (gtn === 'later_or_none') return value === null || later(value);
      return value !== null && (gtn === 'later' ? later(value) : value <= day);
    },
  };
  return ([value]) => tests[operator]!(value as string | null);
};

const textKind: Kind = (text, name, settings) => {
  const [, operator, rest] = /^(in|like|lt|gt|gtn):(.*)$/s.exec(text) ?? [];
  if (operator === undefined) return (values) => values.includes(text);
  if (operator === 'in') {
    const wanted = rest!.split(',');
    return (values) => values.some((value) => wanted.includes(value as string));
  }
  if (operator !== 'like') throw badRequest(`${name} does not take ${operator}:`);
  const matches = likeness(rest!, settings);
  return (values) => values.some((value) => typeof value === 'string' && matches(value));
};

const likeness = (pattern: string, { like, likeCase }: UsageProductsSettings): ((text: string) => boolean) => {
  const literal = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const sources = {
    part: literal(pattern),
    beginning: `^${literal(pattern)}`,
    percent: `^${pattern.split('%').map(literal).join('.*')}$`,
  };
  const expression = new RegExp(sources[like], likeCase === 'ignored' ? 'is' : 's');
  return (text) => expression.test(text);
};

const known: Readonly<Record<string, readonly [Kind, (product: UsageProductInventory) => readonly unknown[]]>> = {
  usageProductId: [idKind, field('usageProductId')],
  siteId: [idKind, field('siteId')],
  startDate: [dayKind, field('startDate')],
  endDate: [dayKind, field('endDate')],
  productReference: [textKind, references],
  serviceId: [textKind, field('serviceId')],
};

/** All filters of a query. Parameters that are none are no business of this. @throws Refused */
export const filterFrom = (query: URLSearchParams, settings: UsageProductsSettings): Test => {
  const tests = Object.entries(known).flatMap(([name, [kind, valuesOf]]): Test[] => {
    const text = query.get(name);
    if (text === null) return [];
    const matches = kind(text, name, settings);
    return [(product) => matches(valuesOf(product))];
  });
  return (product) => tests.every((test) => test(product));
};
