import type { EntriesInput, EntrySortField, Fault } from '@holdall/core';
import { bothOf, createdIn, endsIn, type EndBounds } from './day-bounds.js';
import type { Filter, Query, Sort } from './query.js';
import { UnsupportedQueryError } from './unsupported-query-error.js';

/** What a query asks of the engine's list of entries: everything but which part of it. */
export type EntriesAsked = Required<Omit<EntriesInput, 'page' | 'size'>>;

/**
 * A query about the engine's own entries, as the engine takes it. The names are those of `EntriesInput`: `user`, `item` (an
 * id), `itemKey`, `itemName`, `username`, `group`, `inactive`, `createdAt`, and for days in UTC `createdOn` and `endsOn`: the
 * last day on which an entry could be used. `like` is what a text starts with; upper and lower case differ. A field may have
 * several conditions. Unlike the engine by itself it lists inactive entries, too, unless `inactive` says otherwise.
 * null: no entry can match.
 * @throws UnsupportedQueryError by the names of fields: what the engine cannot be asked is never answered with more than that
 */
export const entriesInputFrom = (query: Query): EntriesAsked | null => {
  const faults: Fault[] = [];
  const refuse = (path: string, message: string): void => void faults.push({ path, message });
  const asked: Asked = { ...everything, order: ordersFrom(query.sort, refuse) };
  let matches = true;
  for (const filter of query.filters) {
    const narrowing = narrowingOf(filter);
    if (narrowing === undefined) {
      refuse(filter.field, `cannot be asked for ${filter.op}`);
      continue;
    }
    const verdict = narrowing(asked, filter.value);
    if (verdict === 'nothing') matches = false;
    if (verdict === 'unsayable') refuse(filter.field, 'cannot be asked for beside another condition on the same');
  }
  if (faults.length > 0) throw new UnsupportedQueryError('entries', faults);
  return matches ? asked : null;
};

type Asked = { -readonly [Name in keyof Omit<EntriesAsked, 'ends'>]: EntriesAsked[Name] } & { ends: EndBounds | null };

const everything: Asked = {
  user: null,
  users: null,
  userPrefix: null,
  inactive: true,
  item: null,
  items: null,
  itemName: null,
  itemKeyPrefix: null,
  username: null,
  group: null,
  created: null,
  ends: null,
  order: null,
};

/**
 * Adds a condition to those that are asked for already. `nothing`: no entry can match all of them; `unsayable`: the engine
 * has no such question.
 */
type Narrowing = (asked: Asked, value: unknown) => 'said' | 'nothing' | 'unsayable';

/** Nothing has two ids. */
const item: Narrowing = (asked, value) => {
  const id = idIn(value as string);
  if (id === null || (asked.item !== null && asked.item !== id)) return 'nothing';
  asked.item = id;
  return 'said';
};

const username: Narrowing = (asked, value) => {
  if (asked.username !== null && asked.username !== value) return 'nothing';
  asked.username = value as string;
  return 'said';
};

/** Who is in two groups at once is no question of the engine's. */
const group: Narrowing = (asked, value) => {
  if (asked.group !== null && asked.group !== value) return 'unsayable';
  asked.group = value as string;
  return 'said';
};

/** Without the inactive there are fewer, so that this is what both together come to. */
const inactive: Narrowing = (asked, value) => {
  asked.inactive = asked.inactive === true && value === true;
  return 'said';
};

const isAmong =
  (name: 'users' | 'items'): Narrowing =>
  (asked, value) => {
    const before: readonly unknown[] | null = asked[name];
    const wanted = [...new Set([value].flat() as readonly string[])];
    const left = before === null ? wanted : wanted.filter((one) => before.includes(one));
    asked[name] = left;
    return left.length === 0 ? 'nothing' : 'said';
  };

/** Of two beginnings the longer says it all, where it begins with the other. */
const beginsWith =
  (name: 'userPrefix' | 'itemName' | 'itemKeyPrefix'): Narrowing =>
  (asked, value) => {
    const [short, long] = [asked[name] ?? '', value as string].toSorted((one, other) => one.length - other.length);
    asked[name] = long!;
    return long!.startsWith(short!) ? 'said' : 'nothing';
  };

const narrowings: Readonly<Record<string, Narrowing>> = {
  'user eq': isAmong('users'),
  'user in': isAmong('users'),
  'user like': beginsWith('userPrefix'),
  'item eq': item,
  'itemKey eq': isAmong('items'),
  'itemKey in': isAmong('items'),
  'itemKey like': beginsWith('itemKeyPrefix'),
  'itemName like': beginsWith('itemName'),
  'username eq': username,
  'group eq': group,
  'inactive eq': inactive,
};

const narrowingOf = (filter: Filter): Narrowing | undefined => {
  const { field, type, op } = filter;
  if (field === 'endsOn' && type === 'day') {
    return (asked) => {
      asked.ends = asked.ends === null ? endsIn(filter) : bothOf(asked.ends, endsIn(filter));
      return 'said';
    };
  }
  if ((field === 'createdAt' || field === 'createdOn') && (type === 'day' || type === 'moment')) {
    return (asked) => {
      asked.created = [...(asked.created ?? []), ...createdIn(filter)];
      return 'said';
    };
  }
  const name = `${field} ${op}`;
  return Object.hasOwn(narrowings, name) ? narrowings[name] : undefined;
};

/** Ids are whole numbers from 1: nothing has another. */
const idIn = (text: string): number | null => {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return id >= 1 && Number.isSafeInteger(id) ? id : null;
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
