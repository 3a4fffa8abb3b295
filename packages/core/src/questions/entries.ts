import type { Catalogue } from '../catalogue/catalogue.js';
import type { Item, ItemRef } from '../catalogue/item.js';
import {
  field,
  Flag,
  isItemRef,
  isUserId,
  ItemRefField,
  listOf,
  Optional,
  ShortText,
  UniqueKey,
  UserId,
} from '../commands/fields.js';
import { readInput } from '../commands/read-input.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import type { Directory } from '../ports/directory.js';
import { comparisons, entrySortFields, type EndFilter, type EntryList, type EntryOrder } from '../ports/query.js';
import { entrySort } from '../ports/sort.js';
import { latestInstant, type Instant } from '../values/instant.js';
import { isPlainObject } from '../values/json.js';
import { asked, Cursor, placeAt, type Walked } from './cursor.js';
import { PageNumber, PageSize } from './page.js';

interface CreatedFilter {
  readonly op: (typeof comparisons)[number];
  readonly value: Date;
}

/** By when an entry was, or will be, no longer usable: at its expiry, or with its last change where it ended before. */
interface EndsFilter {
  /** The first moment; default: however early. */
  readonly from?: Date | null;
  /** The first moment that is too late; default: however late. */
  readonly before?: Date | null;
  /** Whether entries without an end are listed, too; default false. */
  readonly never?: boolean | null;
}

const CreatedFilters = listOf('created', 'must be a list of at most 10 { op, value }', 10, (one) => {
  if (!isPlainObject(one)) return false;
  const { op, value } = one;
  return comparisons.includes(op as never) && value instanceof Date && Math.abs(value.getTime()) <= latestInstant;
});
const isOptional = (value: unknown, isOne: (value: unknown) => boolean): boolean =>
  value === undefined || value === null || isOne(value);
const isMoment = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime());
const Ends = field('ends', 'must be { from, before, never }: two valid Dates and true or false', (value) => {
  if (!isPlainObject(value)) return false;
  const { from, before, never, ...others } = value;
  const isFlag = (one: unknown): boolean => typeof one === 'boolean';
  return (
    isOptional(from, isMoment) &&
    isOptional(before, isMoment) &&
    isOptional(never, isFlag) &&
    Object.keys(others).length === 0
  );
});
const Users = listOf('users', 'must be a list of at most 100 texts of 1 to 64 characters', 100, isUserId);
const Items = listOf('items', 'must be a list of at most 100 ids of items or their unique keys', 100, isItemRef);
const EntryOrders = listOf('order', `must be a list of at most 5 { by, direction }`, 5, (one) => {
  if (!isPlainObject(one)) return false;
  return entrySortFields.includes(one['by'] as never) && (one['direction'] === 'ASC' || one['direction'] === 'DESC');
});

/** Which entries: all that is given must hold. */
export class EntryFilterInput {
  /** The user's entries; default: those of all users. */
  @Optional() @UserId() user?: string | null;
  /** The entries of any of these, at most 100. */
  @Optional() @Users() users?: readonly string[] | null;
  /** What the user's id starts with; upper and lower case differ. */
  @Optional() @UserId() userPrefix?: string | null;
  /** Whether inactive (used up, expired, revoked, switched off) entries are listed too; default false. */
  @Optional() @Flag() inactive?: boolean | null;
  /** The item's id or unique key. */
  @Optional() @ItemRefField() item?: ItemRef | null;
  /** Any of these items, at most 100, each by its id or unique key; what names no item matches nothing. */
  @Optional() @Items() items?: readonly ItemRef[] | null;
  /** What the item's unique key starts with; upper and lower case differ. */
  @Optional() @UniqueKey() itemKeyPrefix?: string | null;
  /** What the item's name starts with; upper and lower case differ. */
  @Optional() @ShortText() itemName?: string | null;
  /** The owner's exact name. Needs a directory. */
  @Optional() @ShortText() username?: string | null;
  /** The unique name of a group that the owner belongs to. Needs a directory. */
  @Optional() @ShortText() group?: string | null;
  /** When the entry was created: all of them must hold. */
  @Optional() @CreatedFilters() created?: readonly CreatedFilter[] | null;
  /** When it was, or will be, no longer usable. */
  @Optional() @Ends() ends?: EndsFilter | null;
}

class EntryListInput extends EntryFilterInput {
  /** In priority order; default: id, ascending. */
  @Optional() @EntryOrders() order?: readonly EntryOrder[] | null;
  /** 1 to 1,000; default 25. */
  @Optional() @PageSize() size?: number | null;
}

export class EntriesInput extends EntryListInput {
  /** The first page is 1, which is the default. */
  @Optional() @PageNumber() page?: number | null;
}

export class EntriesAfterInput extends EntryListInput {
  /** `next` of the answer before; default: the list from its start. Filters and order must be the same. */
  @Optional() @Cursor() after?: string | null;
}

export interface EntriesQuestion {
  readonly input: EntryFilterInput;
  readonly catalogue: Catalogue;
  readonly directory: Directory | null;
  readonly now: Instant;
}

export const readEntriesInput = (input: unknown): EntriesInput => readInput(EntriesInput, input ?? {});
export const readEntryFilter = (input: unknown): EntryFilterInput => readInput(EntryFilterInput, input ?? {});

/** The list, and the place from which on it is wanted. */
export const readEntriesAfter = (input: unknown) => {
  const { after = null, ...dto } = readInput(EntriesAfterInput, input ?? {});
  const { size: _size, ...question } = dto;
  const walked: Walked = { list: 'entries', question: asked(question), sort: entrySort({ order: dto.order ?? [] }) };
  return { dto, walked, after: after === null ? null : placeAt(walked, after) };
};

/** The typed query that a list asks the store, but for its order. */
export const entryFiltersFrom = async (question: EntriesQuestion): Promise<Omit<EntryList, 'order'>> => {
  const { input, now } = question;
  return {
    users: await usersOf(question),
    userPrefix: input.userPrefix ?? null,
    items: itemsOf(question),
    openAt: input.inactive === true ? null : now,
    created: (input.created ?? []).map(({ op, value }) => ({ op, value: value.getTime() })),
    ends: endsOf(input),
  };
};

const endsOf = ({ ends = null }: EntryFilterInput): EndFilter | null =>
  ends && {
    from: ends.from?.getTime() ?? null,
    before: ends.before?.getTime() ?? null,
    never: ends.never ?? false,
  };

const usersOf = async ({ input, directory }: EntriesQuestion): Promise<readonly string[] | null> => {
  const wanted: (readonly string[])[] = [];
  if (input.user !== undefined && input.user !== null) wanted.push([input.user]);
  if (input.users !== undefined && input.users !== null) wanted.push(input.users);
  if (input.username !== undefined && input.username !== null) {
    const user = await (directory ?? refuse('username')).userNamed(input.username);
    wanted.push(user === null ? [] : [user]);
  }
  if (input.group !== undefined && input.group !== null) {
    wanted.push(await (directory ?? refuse('group')).membersOf(input.group));
  }
  return wanted.length === 0 ? null : wanted.reduce((some, others) => some.filter((user) => others.includes(user)));
};

const refuse = (path: string): never => {
  throw new InvalidInputError([{ path, message: 'needs a directory: pass one to createEngine({ directory })' }]);
};

const itemsOf = ({ input, catalogue }: EntriesQuestion): readonly number[] | null => {
  const wanted: (readonly number[])[] = [];
  const idsOf = (refs: readonly ItemRef[]) => refs.flatMap((ref) => catalogue.item(ref)?.id ?? []);
  const idsWhere = (test: (item: Item) => boolean) => catalogue.items.filter(test).map(({ id }) => id);
  const { item = null, items = null, itemName = null, itemKeyPrefix = null } = input;
  if (item !== null) wanted.push(idsOf([item]));
  if (items !== null) wanted.push(idsOf(items));
  if (itemName !== null) wanted.push(idsWhere(({ name }) => name.startsWith(itemName)));
  if (itemKeyPrefix !== null) wanted.push(idsWhere(({ unique_key: key }) => key?.startsWith(itemKeyPrefix) ?? false));
  return wanted.length === 0 ? null : wanted.reduce((some, others) => some.filter((id) => others.includes(id)));
};
