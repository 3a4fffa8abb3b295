import { at, type Faults } from '@holdall/core';
import { daysAfter, isDay } from '../day.js';
import { paramOf, type Dialect, type FilterField, type FilterFields, type Params } from '../dialect.js';
import { ParamsReader } from '../params-reader.js';
import { isOfType, isText, operators, type Filter, type Query, type Sort } from '../query.js';
import { matchesNothing, opsOf, pageIn, Refusals, refuseFields, refuseSort, sayableFilters } from '../refusals.js';

/** The grammar that all lists of Elevate share (contract B.1): `sort=id,name:desc`, `startDate=gt:2026-01-31`. */
export interface UsageProductsOptions {
  readonly filters: FilterFields;
  /** What the list can be sorted by; empty: by nothing; null: it is not known, so by any name. Default null. */
  readonly sortable?: readonly string[] | null;
  /** Which fields it has; null: it is not known, so any name. Default null. */
  readonly fields?: readonly string[] | null;
  /**
   * Whether `lt` and `gt` are known to leave out the day itself, which is not documented. Only then can "on or after" be
   * said, as after the day before. Default false.
   */
  readonly exclusive?: boolean;
}

/** What `GET /usage-product-inventories` can be filtered by. */
export const usageProductInventoryFilters = {
  usageProductId: { type: 'id' },
  siteId: { type: 'id' },
  startDate: { type: 'day' },
  endDate: { type: 'day' },
  productReference: { type: 'text' },
  serviceId: { type: 'text' },
} as const satisfies FilterFields;

export const mostPerPage = 1000;
const limits = { mostTaken: mostPerPage, mostPages: 2 ** 31 - 1 };
/** By the type of a field. */
export const usageProductOperators = {
  id: ['eq'],
  text: ['eq', 'in', 'like'],
  day: ['eq', 'lt', 'gt', 'gtn'],
} as const;
/** Of days, where the other two are known to leave out the day itself. */
export const exclusiveOperators = ['lte', 'gte'] as const;

export const usageProductsDialect = (options: UsageProductsOptions): Dialect => ({
  name: 'usage-products',
  write: (query) => write(query, options),
  read: (params) => readQuery(params, options),
});

const write = (query: Query, options: UsageProductsOptions): Params | null => {
  const refusals = new Refusals('usage-products');
  const { filters: fields, sortable = null, exclusive = false } = options;
  const ops = {
    ...usageProductOperators,
    day: [...usageProductOperators.day, ...(exclusive ? exclusiveOperators : [])],
  };
  const params: Record<string, string> = {};
  const page = pageIn(query, limits, refusals);
  if (query.part === null) refusals.add('part', 'must be asked for: page and pageSize are required');
  if (page !== null) Object.assign(params, { page: `${page.page}`, pageSize: `${page.size}` });
  if (sortable?.length === 0) refuseSort(query, refusals);
  else if (query.sort.length > 0) params['sort'] = sortText(query.sort, sortable, refusals);
  if (options.fields?.length === 0) refuseFields(query, refusals);
  else if (query.fields !== null) params['fields'] = fieldsText(query.fields, options.fields ?? null, refusals);
  for (const { filter, field, path } of sayableFilters(query, { fields, ops }, refusals)) {
    params[paramOf(filter.field, field)] = valueText(filter, (message) => refusals.add(path, message));
  }
  refusals.throwIfAny();
  return matchesNothing(query) ? null : params;
};

const sortText = (sort: readonly Sort[], sortable: readonly string[] | null, refusals: Refusals): string => {
  sort.forEach(({ field, direction }, index) => {
    const path = at('sort', index);
    const wrong = wrongName(field, sortable) ?? twice(sort.map((one) => one.field).slice(0, index), field);
    if (wrong !== null) refusals.add(path, wrong);
    if (direction !== 'asc' && direction !== 'desc') refusals.add(path, 'must be asc or desc');
  });
  return sort.map(({ field, direction }) => (direction === 'desc' ? `${field}:desc` : field)).join(',');
};

const fieldsText = (fields: readonly string[], known: readonly string[] | null, refusals: Refusals): string => {
  if (fields.length === 0) refusals.add('fields', 'must be some, or null for all');
  fields.forEach((field, index) => {
    const wrong = wrongName(field, known) ?? twice(fields.slice(0, index), field);
    if (wrong !== null) refusals.add(at('fields', index), wrong);
  });
  return fields.join(',');
};

const wrongName = (name: string, known: readonly string[] | null): string | null => {
  if (!isText(name)) return 'must be the name of a field';
  if (/[,:]/.test(name)) return 'cannot be a name with a comma or a colon';
  return known === null || known.includes(name) ? null : `must be one of ${known.join(', ')}`;
};

const twice = (before: readonly string[], name: string): string | null =>
  before.includes(name) ? 'is there a second time' : null;

const valueText = (filter: Filter, refuse: (message: string) => void): string => {
  if (filter.type === 'day') return dayText(filter, refuse);
  const values = [filter.value].flat().map(String);
  if (filter.type === 'text' && filter.op !== 'like') {
    const taken = values.find(looksLikeOperator);
    if (taken !== undefined) refuse(`has a value that would be read as an operator: ${taken}`);
  }
  if (filter.op === 'in' && values.some((value) => value.includes(','))) refuse('cannot have a comma in a value of in');
  return filter.op === 'eq' ? values[0]! : `${filter.op}:${values.join(',')}`;
};

const dayText = ({ op, value }: Extract<Filter, { type: 'day' }>, refuse: (message: string) => void): string => {
  const moved = op === 'gte' ? daysAfter(value, -1) : op === 'lte' ? daysAfter(value, 1) : value;
  if (moved === null) refuse('is at the end of the calendar');
  const said = op === 'gte' ? 'gt' : op === 'lte' ? 'lt' : op;
  return said === 'eq' ? value : `${said}:${moved}`;
};

/** Also those that this dialect does not have, and in any case: nobody knows what a server makes of them. */
const looksLikeOperator = (value: string): boolean => prefix.test(value);
const prefix = new RegExp(`^(${operators.join('|')}):`, 'i');

const readQuery = (raw: unknown, { filters, sortable = null, fields = null }: UsageProductsOptions): Query => {
  const params = new ParamsReader(raw);
  const { faults } = params;
  const page = required(params, 'page', limits.mostPages);
  const size = required(params, 'pageSize', limits.mostTaken);
  const query: Query = {
    filters: Object.entries(filters).flatMap(([name, field]) => {
      const param = paramOf(name, field);
      const text = params.one(param);
      return text === undefined ? [] : (filterIn(text, { name, field, param, faults }) ?? []);
    }),
    sort: names(params, 'sort').flatMap((text) => sortIn(text, sortable, faults)),
    fields: fieldsIn(names(params, 'fields'), fields, faults),
    part: { skip: (page - 1) * size, take: size },
  };
  refuseTwice(query, faults);
  params.end();
  return query;
};

const required = (params: ParamsReader, name: string, max: number): number => {
  if (params.all(name).length === 0) params.faults.add(name, 'is required');
  return params.whole(name, { min: 1, max }) ?? 1;
};

const names = (params: ParamsReader, name: string): readonly string[] => params.one(name)?.split(',') ?? [];

const sortIn = (text: string, sortable: readonly string[] | null, faults: Faults): readonly Sort[] => {
  const descending = text.endsWith(':desc');
  const field = descending ? text.slice(0, -':desc'.length) : text;
  const wrong = wrongName(field, sortable);
  if (wrong === null) return [{ field, direction: descending ? 'desc' : 'asc' }];
  faults.add('sort', `${wrong}, ascending or with :desc behind it`);
  return [];
};

const fieldsIn = (texts: readonly string[], known: readonly string[] | null, faults: Faults): Query['fields'] => {
  for (const text of texts) {
    const wrong = wrongName(text, known);
    if (wrong !== null) faults.add('fields', wrong);
  }
  return texts.length === 0 ? null : texts;
};

const refuseTwice = ({ sort, fields }: Query, faults: Faults): void => {
  const repeats = (all: readonly string[]) => new Set(all).size < all.length;
  if (repeats(sort.map(({ field }) => field))) faults.add('sort', 'must name each field once');
  if (repeats(fields ?? [])) faults.add('fields', 'must name each field once');
};

interface Place {
  readonly name: string;
  readonly field: FilterField;
  readonly param: string;
  readonly faults: Faults;
}

const filterIn = (text: string, { name, field, param, faults }: Place): Filter | null => {
  const { type } = field;
  const refuse = (message: string): null => {
    faults.add(param, message);
    return null;
  };
  const ops: readonly string[] = opsOf(field, usageProductOperators);
  const [, word, rest] = /^([a-z]+):(.*)$/is.exec(text) ?? [];
  const isOperator = word !== undefined && looksLikeOperator(text);
  if (!isOperator) {
    if (!ops.includes('eq')) return refuse(`must have an operator: ${ops.join(', ')}`);
    return isOfType(type, text) ? condition(name, field, 'eq', text) : refuse(`must be ${described[type]}`);
  }
  if (word === 'eq' || !ops.includes(word)) return refuse(`must not have the operator ${word}`);
  if (word === 'in') {
    const values = rest!.split(',');
    if (!values.every(isText)) return refuse('must have a value between any two commas');
    if (values.some(looksLikeOperator)) return refuse('must not have an operator within in');
    return condition(name, field, word, values);
  }
  if (type === 'day' ? !isDay(rest) : !isText(rest)) return refuse(`must be ${described[type]} after ${word}:`);
  return condition(name, field, word, rest);
};

/** What was checked right before, which a compiler cannot follow. */
const condition = (field: string, { type }: FilterField, op: string, value: unknown): Filter =>
  ({ field, type, op, value }) as Filter;

const described = {
  id: 'an id',
  text: 'a text',
  day: 'a day as yyyy-MM-dd',
  moment: 'a moment',
  flag: 'true or false',
} as const;

/** The list of the seed. */
export const usageProductInventories = (options: Omit<UsageProductsOptions, 'filters'> = {}): Dialect =>
  usageProductsDialect({ ...options, filters: usageProductInventoryFilters });
