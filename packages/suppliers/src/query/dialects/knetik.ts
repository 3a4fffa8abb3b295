import type { Faults } from '@holdall/core';
import { paramOf, type Dialect, type FilterField, type FilterFields, type Params } from '../dialect.js';
import { ParamsReader } from '../params-reader.js';
import { isOfType, type Filter, type Query, type Sort } from '../query.js';
import { matchesNothing, opsOf, pageIn, Refusals, refuseFields, refuseSort, sayableFilters } from '../refusals.js';

/** Knetik's grammar: `order=id:ASC,name:DESC`, `filter_date=GT,123,LT,456`, and a parameter for each other filter. */
export interface KnetikOptions {
  /** A moment goes as pairs of an operator and Unix seconds. */
  readonly filters: FilterFields;
  /** Default: nothing. */
  readonly sortable?: readonly string[];
}

/** What its lists of inventories can be filtered by. The name of an item is what it starts with. */
export const knetikInventoryFilters = {
  inactive: { type: 'flag' },
  itemName: { type: 'text', name: 'filter_item_name', ops: ['like'] },
  item: { type: 'id', name: 'filter_item_id' },
  username: { type: 'text', name: 'filter_username', ops: ['eq'] },
  group: { type: 'text', name: 'filter_group', ops: ['eq'] },
  createdAt: { type: 'moment', name: 'filter_date' },
} as const satisfies FilterFields;

const limits = { mostTaken: 1000, mostPages: 1_000_000 };
const defaultSize = 25;
const ops = { id: ['eq'], text: ['eq', 'like'], flag: ['eq'], moment: ['lt', 'lte', 'gt', 'gte'] } as const;

export const knetikDialect = (options: KnetikOptions): Dialect => ({
  name: 'knetik',
  write: (query) => write(query, options),
  read: (params) => read(params, options),
});

const write = (query: Query, { filters: fields, sortable = [] }: KnetikOptions): Params | null => {
  const refusals = new Refusals('knetik');
  const params: Record<string, string> = {};
  const page = pageIn(query, limits, refusals);
  if (page !== null) Object.assign(params, { page: `${page.page}`, size: `${page.size}` });
  refuseFields(query, refusals);
  if (sortable.length === 0) refuseSort(query, refusals);
  else if (query.sort.length > 0) params['order'] = orderText(query.sort, sortable, refusals);
  for (const { filter, field, path } of sayableFilters(query, { fields, ops, several: true }, refusals)) {
    const param = paramOf(filter.field, field);
    const before = params[param];
    if (before !== undefined && filter.type !== 'moment') {
      refusals.add(path, `is a second condition on ${filter.field}`);
      continue;
    }
    const text = filter.type === 'moment' ? momentText(filter, (why) => refusals.add(path, why)) : String(filter.value);
    params[param] = before === undefined ? text : `${before},${text}`;
  }
  refusals.throwIfAny();
  return matchesNothing(query) ? null : params;
};

const orderText = (sort: readonly Sort[], sortable: readonly string[], refusals: Refusals): string => {
  const unknown = sort.find(({ field }) => !sortable.includes(field) || /[,:]/.test(field));
  if (unknown !== undefined) refusals.add('sort', `cannot be by ${unknown.field}: only ${sortable.join(', ')}`);
  return sort.map(({ field, direction }) => `${field}:${direction === 'desc' ? 'DESC' : 'ASC'}`).join(',');
};

/**
 * The wire knows no parts of a second, and compares by the second in which a moment falls: so `GOE` and `LT` have words for
 * the first millisecond of a second, `GT` and `LOE` for the last.
 */
const momentText = ({ op, value }: Extract<Filter, { type: 'moment' }>, refuse: (why: string) => void): string => {
  const second = Math.floor(value / 1000);
  const inside = value - second * 1000;
  const words = { gte: ['GOE', 0], lt: ['LT', 0], gt: ['GT', 999], lte: ['LOE', 999], eq: ['EQ', NaN] } as const;
  const [word, millisecond] = words[op];
  if (inside !== millisecond) refuse(`cannot be ${op} a moment within a second`);
  if (!isSecond(String(second))) refuse('is too far from 1970');
  return `${word},${second}`;
};

const isSecond = (text: string): boolean => /^-?\d{1,11}$/.test(text);

const read = (raw: unknown, { filters, sortable = [] }: KnetikOptions): Query => {
  const params = new ParamsReader(raw);
  const { faults } = params;
  const page = params.whole('page', { min: 1, max: limits.mostPages });
  const size = params.whole('size', { min: 1, max: limits.mostTaken });
  const order = sortable.length === 0 ? undefined : params.one('order');
  const query: Query = {
    filters: Object.entries(filters).flatMap(([name, field]) => {
      const param = paramOf(name, field);
      const text = params.one(param);
      return text === undefined ? [] : filtersIn(text, { name, field, param, faults });
    }),
    sort: order === undefined ? [] : readOrder(order, sortable, faults),
    fields: null,
    part: page === undefined && size === undefined ? null : partOf(page ?? 1, size ?? defaultSize),
  };
  params.end();
  return query;
};

const partOf = (page: number, size: number): Query['part'] => ({ skip: (page - 1) * size, take: size });

interface Place {
  readonly name: string;
  readonly field: FilterField;
  readonly param: string;
  readonly faults: Faults;
}

const filtersIn = (text: string, { name, field, param, faults }: Place): readonly Filter[] => {
  const { type } = field;
  if (type === 'moment') return readMoments(text, { field: name, param, faults });
  const op = opsOf(field, ops)[0];
  const value = type === 'flag' ? flagIn(text) : text;
  if (op !== undefined && isOfType(type, value)) return [{ field: name, type, op, value } as Filter];
  faults.add(param, `must be ${type === 'id' ? 'an id' : type === 'flag' ? 'true or false' : 'a text'}`);
  return [];
};

/** As its clients spell it: Python writes `True`. */
const flagIn = (text: string): boolean | undefined => ({ true: true, false: false })[text.toLowerCase()];

/** Reads `id:ASC,name:DESC`. Without a direction it is ascending. Whatever is wrong with it is one fault. */
export const readOrder = <const By extends string>(
  text: string,
  properties: readonly By[],
  faults: Faults,
): (Sort & { field: By })[] => {
  const sort = text.split(',').map((part) => {
    const [property, direction = 'ASC', ...more] = part.split(':');
    const field = properties.find((one) => one === property);
    if (field === undefined || more.length > 0 || (direction !== 'ASC' && direction !== 'DESC')) return null;
    return { field, direction: direction === 'DESC' ? 'desc' : 'asc' } as const;
  });
  const known = sort.filter((one) => one !== null);
  if (known.length === sort.length) return known;
  const message = `must be PROPERTY:ASC or PROPERTY:DESC, with commas between several; PROPERTY one of ${properties.join(', ')}`;
  faults.add('order', message);
  return [];
};

export type MomentBound = Extract<Filter, { type: 'moment' }> & { readonly op: 'gte' | 'lt' };

/**
 * Reads `GT,123,LT,456`: pairs of an operator and Unix seconds, all of which must hold. A moment compares by the second that
 * it falls in: `EQ,123` is from 123.000 up to, not including, 124.000. Whatever is wrong with it is one fault.
 */
export const readMoments = (
  text: string,
  { field, param, faults }: { readonly field: string; readonly param: string; readonly faults: Faults },
): readonly MomentBound[] => {
  const parts = text.split(',');
  const bounds = parts.map((operator, index) => (index % 2 === 0 ? boundsIn(operator, parts[index + 1]) : []));
  if (bounds.every((one) => one !== null)) {
    return bounds.flat().map(([op, value]) => ({ field, type: 'moment', op, value }));
  }
  faults.add(param, 'must be OP,SECONDS and so on, OP one of GT, LT, EQ, GOE (or GTE), LOE (or LTE)');
  return [];
};

type Bound = readonly ['gte' | 'lt', number];

const boundsIn = (operator: string, digits = ''): readonly Bound[] | null => {
  if (!isSecond(digits)) return null;
  // JavaScript has a -0, which is none of the moments.
  const from = Number(digits) * 1000 + 0;
  const until = from + 1000;
  switch (operator) {
    case 'GT':
      return [['gte', until]];
    case 'GOE':
    case 'GTE':
      return [['gte', from]];
    case 'LT':
      return [['lt', from]];
    case 'LOE':
    case 'LTE':
      return [['lt', until]];
    case 'EQ':
      return [
        ['gte', from],
        ['lt', until],
      ];
    default:
      return null;
  }
};
