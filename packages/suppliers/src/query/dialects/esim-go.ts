import type { Faults } from '@holdall/core';
import { isDay } from '../day.js';
import { paramOf, type Dialect, type FilterField, type FilterFields, type Params } from '../dialect.js';
import { ParamsReader } from '../params-reader.js';
import { isOfType, isText, operators, type Filter, type Query } from '../query.js';
import { opsOf, pageIn, Refusals, refuseFields, refuseSort, sayableFilters } from '../refusals.js';

/** eSIM Go's grammar (its v2.2 on): `op:value` for moments, exact texts as `eq:value`, patterns bare. It differs by list. */
export interface EsimGoOptions {
  readonly filters?: FilterFields;
  /**
   * `own`: each filter is a parameter, which comes twice where there are two bounds. `one`: `filterBy` names a column and
   * `filter` holds the value, so there is one condition at the most. Default `own`.
   */
  readonly style?: 'own' | 'one';
  readonly sortable?: readonly string[];
  /** What says the size of a page, and which sizes there are; null: the list comes whole. Default null. */
  readonly size?: { readonly name: string; readonly allows: (size: number) => boolean; readonly most: number } | null;
}

const ops = { id: ['eq'], text: ['eq', 'like'], moment: ['eq', 'lt', 'lte', 'gt', 'gte'] } as const;
const mostPages = Number.MAX_SAFE_INTEGER;

export const esimGoDialect = (options: EsimGoOptions): Dialect => ({
  name: 'esim-go',
  write: (query) => write(query, options),
  read: (params) => read(params, options),
});

/** `GET /inventory`: all lots at once, and no question about them. */
export const esimGoInventory = (): Dialect => esimGoDialect({});

/** `GET /orders`. */
export const esimGoOrders = (): Dialect =>
  esimGoDialect({
    filters: { createdAt: { type: 'moment' } },
    size: { name: 'limit', allows: () => true, most: 200 },
  });

/** `GET /esims`. */
export const esimGoEsims = (): Dialect =>
  esimGoDialect({
    filters: {
      iccid: { type: 'text' },
      customerRef: { type: 'text' },
      lastAction: { type: 'text' },
      actionDate: { type: 'moment' },
      assignedDate: { type: 'moment' },
    },
    style: 'one',
    sortable: ['iccid'],
    size: { name: 'perPage', allows: (size) => [10, 25, 50, 100].includes(size), most: 100 },
  });

const write = (query: Query, options: EsimGoOptions): Params => {
  const { filters: fields = {}, style = 'own', sortable = [], size = null } = options;
  const refusals = new Refusals('esim-go');
  const params: Record<string, string | string[]> = {};
  const page = pageIn(query, { mostTaken: size?.most ?? 1, mostPages }, size === null ? new Refusals('') : refusals);
  if (size === null && query.part !== null) refusals.add('part', 'cannot be asked for: the list comes whole');
  if (size !== null && page !== null) {
    if (!size.allows(page.size)) refusals.add('part', `takes ${page.size}, which is no size of a page`);
    Object.assign(params, { page: `${page.page}`, [size.name]: `${page.size}` });
  }
  refuseFields(query, refusals);
  writeSort(query, sortable, { params, refusals });
  const said = sayableFilters(query, { fields, ops, several: true }, refusals);
  if (style === 'one' && said.length > 1) refusals.add('filters', 'can be one at the most');
  for (const { filter, field, path } of said) {
    const text = valueText(filter, (message) => refusals.add(path, message));
    const param = paramOf(filter.field, field);
    if (style === 'one') Object.assign(params, { filterBy: param, filter: text });
    else if (params[param] === undefined) params[param] = text;
    else if (filter.type === 'moment') params[param] = [params[param], text].flat();
    else refusals.add(path, `is a second condition on ${filter.field}`);
  }
  refusals.throwIfAny();
  return params;
};

const writeSort = (
  query: Query,
  sortable: readonly string[],
  { params, refusals }: { readonly params: Record<string, string | string[]>; readonly refusals: Refusals },
): void => {
  if (sortable.length === 0) return refuseSort(query, refusals);
  const [first, ...more] = query.sort;
  if (first === undefined) return;
  if (more.length > 0) refusals.add('sort', 'can be by one field');
  if (!sortable.includes(first.field)) refusals.add('sort', `cannot be by ${first.field}: only ${sortable.join(', ')}`);
  Object.assign(params, { orderBy: first.field, direction: first.direction });
};

const valueText = (filter: Filter, refuse: (message: string) => void): string => {
  if (filter.type === 'moment') {
    const text = new Date(filter.value).toISOString();
    if (!/^\d{4}-/.test(text)) refuse('is outside of the years 0000 to 9999');
    return `${filter.op}:${text}`;
  }
  if (filter.type === 'id') return `eq:${filter.value}`;
  const value = String(filter.value);
  if (filter.op === 'eq') return `eq:${value}`;
  if (prefix.test(value)) refuse(`has a value that would be read as an operator: ${value}`);
  return value;
};

const prefix = new RegExp(`^(${operators.join('|')}):`, 'i');

const read = (raw: unknown, options: EsimGoOptions): Query => {
  const { filters: fields = {}, style = 'own', sortable = [], size = null } = options;
  const params = new ParamsReader(raw);
  const query: Query = {
    filters: style === 'one' ? theFilter(params, fields) : filtersIn(params, fields),
    sort: sortable.length === 0 ? [] : sortIn(params, sortable),
    fields: null,
    part: size === null ? null : partIn(params, size),
  };
  params.end();
  return query;
};

const theFilter = (params: ParamsReader, fields: FilterFields): readonly Filter[] => {
  const [column, text] = [params.one('filterBy'), params.one('filter')];
  if (column === undefined && text === undefined) return [];
  const found = Object.entries(fields).find(([name, field]) => paramOf(name, field) === column);
  if (found === undefined) params.faults.add('filterBy', `must be one of ${Object.keys(fields).join(', ')}`);
  if (text === undefined) params.faults.add('filter', 'is required with filterBy');
  if (found === undefined || text === undefined) return [];
  const [name, field] = found;
  return filterIn(text, { name, field, param: 'filter', faults: params.faults });
};

const filtersIn = (params: ParamsReader, fields: FilterFields): readonly Filter[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const param = paramOf(name, field);
    const texts = field.type === 'moment' ? params.all(param) : [params.one(param) ?? []].flat();
    return texts.flatMap((text) => filterIn(text, { name, field, param, faults: params.faults }));
  });

interface Place {
  readonly name: string;
  readonly field: FilterField;
  readonly param: string;
  readonly faults: Faults;
}

const filterIn = (text: string, { name, field, param, faults }: Place): readonly Filter[] => {
  const { type } = field;
  const [, word, rest] = prefix.test(text) ? /^([a-z]+):(.*)$/is.exec(text)! : [];
  const op = word ?? (type === 'text' ? 'like' : 'eq');
  const given = rest ?? text;
  const value = type === 'moment' ? momentIn(given) : given;
  const allowed: readonly string[] = opsOf(field, ops);
  // A pattern is bare: there is no `like:`.
  if (!allowed.includes(op) || word === 'like') faults.add(param, `must not have the operator ${op}`);
  else if (type === 'text' ? !isText(value) : !isOfType(type, value)) faults.add(param, `must be ${described(type)}`);
  else return [{ field: name, type, op, value } as Filter];
  return [];
};

const described = (type: string): string =>
  type === 'moment' ? 'a moment, such as 2026-01-31T10:00:00.000Z' : 'a value';

/** In milliseconds. The vendor writes nanoseconds: what they say beyond that is refused, for it would be lost. */
const momentIn = (text: string): number | undefined => {
  const [, day, time, fraction = '', zone] = iso.exec(text) ?? [];
  // Of the 30th of February the platform would make the 2nd of March.
  if (day === undefined || !isDay(day) || /[1-9]/.test(fraction.slice(3))) return undefined;
  return Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
};
const iso = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

const sortIn = (params: ParamsReader, sortable: readonly string[]): Query['sort'] => {
  const [field, direction = 'asc'] = [params.one('orderBy'), params.one('direction')];
  if (direction !== 'asc' && direction !== 'desc') params.faults.add('direction', 'must be asc or desc');
  else if (field !== undefined && sortable.includes(field)) return [{ field, direction }];
  else if (field !== undefined) params.faults.add('orderBy', `must be one of ${sortable.join(', ')}`);
  return [];
};

const partIn = (params: ParamsReader, size: NonNullable<EsimGoOptions['size']>): Query['part'] => {
  const page = params.whole('page', { min: 1, max: mostPages });
  const take = params.whole(size.name, { min: 1, max: size.most });
  if (take !== undefined && !size.allows(take)) params.faults.add(size.name, 'is no size of a page');
  if (take === undefined) {
    if (page !== undefined) params.faults.add(size.name, 'is required with page');
    return null;
  }
  const skip = ((page ?? 1) - 1) * take;
  if (Number.isSafeInteger(skip)) return { skip, take };
  params.faults.add('page', 'is beyond all pages');
  return null;
};
