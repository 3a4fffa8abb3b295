import type { EntriesInput, EntrySortField, Fault } from '@holdall/core';
import { daysAfter, midnightOf, type Day } from './day.js';
import type { Filter, Query, Sort } from './query.js';
import { UnsupportedQueryError } from './unsupported-query-error.js';

/** What a query asks of the engine's list of entries: everything but which part of it. */
export type EntriesAsked = Required<Omit<EntriesInput, 'page' | 'size'>>;

type Created = NonNullable<EntriesInput['created']>;
type Bound = Created[number]['op'];

/**
 * A query about the engine's own entries, as the engine takes it. The names are those of `EntriesInput`: `user`, `item` (an
 * id), `itemKey`, `itemName` (`like`: what it starts with), `username`, `group`, `inactive`, `createdAt`, and `createdOn` for
 * the day in UTC. Unlike the engine by itself it lists inactive entries, too, unless `inactive` says otherwise.
 * null: no entry can match.
 * @throws UnsupportedQueryError by the names of fields: what the engine cannot be asked is never answered with more than that
 */
export const entriesInputFrom = (query: Query): EntriesAsked | null => {
  const faults: Fault[] = [];
  const refuse = (path: string, message: string): void => void faults.push({ path, message });
  const asked = { ...everything, order: ordersFrom(query.sort, refuse) };
  const said = new Set<string>();
  let matches = true;
  for (const filter of query.filters) {
    const { field } = filter;
    const single = singles[`${field} ${filter.op}`];
    if (field === 'createdAt' || field === 'createdOn') {
      const bounds = filter.type === 'day' ? boundsOfDay(filter) : filter.type === 'moment' ? boundsOf(filter) : null;
      if (bounds === null) refuse(field, `cannot be asked for ${filter.op}`);
      asked.created = [...(asked.created ?? []), ...(bounds ?? [])];
    } else if (single === undefined) {
      refuse(field, `cannot be asked for ${filter.op}`);
    } else if (said.has(single)) {
      refuse(field, 'cannot be asked for beside another condition on the same');
    } else {
      said.add(single);
      const value = field === 'item' ? idIn(filter.value as string) : filter.value;
      if (value === null) matches = false;
      else Object.assign(asked, { [single]: value });
    }
  }
  if (faults.length > 0) throw new UnsupportedQueryError('entries', faults);
  return matches ? asked : null;
};

const everything: { -readonly [Name in keyof EntriesAsked]: EntriesAsked[Name] } = {
  user: null,
  inactive: true,
  item: null,
  itemName: null,
  username: null,
  group: null,
  created: null,
  order: null,
};

/** What goes where, by field and operator. Both names of an item go to the same place, which holds one. */
const singles: Readonly<Record<string, keyof EntriesAsked>> = {
  'user eq': 'user',
  'item eq': 'item',
  'itemKey eq': 'item',
  'itemName like': 'itemName',
  'username eq': 'username',
  'group eq': 'group',
  'inactive eq': 'inactive',
};

/** Ids are whole numbers from 1: nothing has another. */
const idIn = (text: string): number | null => {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return id >= 1 && Number.isSafeInteger(id) ? id : null;
};

const boundsOf = ({ op, value }: Extract<Filter, { type: 'moment' }>): Created => [
  { op: bounds[op], value: new Date(value) },
];
const bounds = { eq: 'EQ', lt: 'LT', lte: 'LOE', gt: 'GT', gte: 'GOE' } as const satisfies Record<string, Bound>;

/** Every entry was created at some time, so `gtn` is no more than `gt`. */
const boundsOfDay = ({ op, value }: Extract<Filter, { type: 'day' }>): Created => {
  const from: Created[number] = { op: 'GOE', value: midnightOf(value) };
  const before: Created[number] = { op: 'LT', value: midnightOf(value) };
  const until = nextMidnight(value);
  switch (op) {
    case 'eq':
      return [from, { op: 'LT', value: until }];
    case 'lt':
      return [before];
    case 'lte':
      return [{ op: 'LT', value: until }];
    case 'gte':
      return [from];
    case 'gt':
    case 'gtn':
      return [{ op: 'GOE', value: until }];
    default:
      return op satisfies never;
  }
};

/** The last day of the calendar has no next: it ends with its last millisecond, in which nothing is created. */
const nextMidnight = (day: Day): Date => {
  const next = daysAfter(day, 1);
  return next === null ? new Date(`${day}T23:59:59.999Z`) : midnightOf(next);
};

const fields: Readonly<Record<string, EntrySortField>> = {
  id: 'id',
  user: 'user',
  item: 'item',
  createdAt: 'createdAt',
  createdOn: 'createdAt',
  updatedAt: 'updatedAt',
  expires: 'expires',
};

const ordersFrom = (sort: readonly Sort[], refuse: (path: string, message: string) => void) =>
  sort.flatMap(({ field, direction }) => {
    const by = Object.hasOwn(fields, field) ? fields[field]! : undefined;
    if (by === undefined) refuse(field, 'cannot be sorted by');
    return by === undefined ? [] : [{ by, direction: direction === 'desc' ? ('DESC' as const) : ('ASC' as const) }];
  });
