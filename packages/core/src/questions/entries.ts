import type { Catalogue } from '../catalogue/catalogue.js';
import type { ItemRef } from '../catalogue/item.js';
import { Flag, ItemRefField, listOf, Optional, ShortText, UserId } from '../commands/fields.js';
import { readInput } from '../commands/read-input.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import type { Directory } from '../ports/directory.js';
import { comparisons, entrySortFields, type EntryList, type EntryOrder } from '../ports/query.js';
import { entrySort } from '../ports/sort.js';
import { latestInstant, type Instant } from '../values/instant.js';
import { isPlainObject } from '../values/json.js';
import { asked, Cursor, placeAt, type Walked } from './cursor.js';
import { PageNumber, PageSize } from './page.js';

interface CreatedFilter {
  readonly op: (typeof comparisons)[number];
  readonly value: Date;
}

const CreatedFilters = listOf('created', 'must be a list of at most 10 { op, value }', 10, (one) => {
  if (!isPlainObject(one)) return false;
  const { op, value } = one;
  return comparisons.includes(op as never) && value instanceof Date && Math.abs(value.getTime()) <= latestInstant;
});
const EntryOrders = listOf('order', `must be a list of at most 5 { by, direction }`, 5, (one) => {
  if (!isPlainObject(one)) return false;
  return entrySortFields.includes(one['by'] as never) && (one['direction'] === 'ASC' || one['direction'] === 'DESC');
});

/** Which entries: all that is given must hold. */
export class EntryFilterInput {
  /** The user's entries; default: those of all users. */
  @Optional() @UserId() user?: string | null;
  /** Whether inactive (used up, expired, revoked, switched off) entries are listed too; default false. */
  @Optional() @Flag() inactive?: boolean | null;
  /** The item's id or unique key. */
  @Optional() @ItemRefField() item?: ItemRef | null;
  /** What the item's name starts with; upper and lower case differ. */
  @Optional() @ShortText() itemName?: string | null;
  /** The owner's exact name. Needs a directory. */
  @Optional() @ShortText() username?: string | null;
  /** The unique name of a group that the owner belongs to. Needs a directory. */
  @Optional() @ShortText() group?: string | null;
  /** When the entry was created: all of them must hold. */
  @Optional() @CreatedFilters() created?: readonly CreatedFilter[] | null;
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
    items: itemsOf(question),
    openAt: input.inactive === true ? null : now,
    created: (input.created ?? []).map(({ op, value }) => ({ op, value: value.getTime() })),
  };
};

const usersOf = async ({ input, directory }: EntriesQuestion): Promise<readonly string[] | null> => {
  const wanted: (readonly string[])[] = [];
  if (input.user !== undefined && input.user !== null) wanted.push([input.user]);
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
  if (input.item !== undefined && input.item !== null) {
    const item = catalogue.item(input.item);
    wanted.push(item === undefined ? [] : [item.id]);
  }
  const prefix = input.itemName ?? null;
  if (prefix !== null) wanted.push(catalogue.items.filter(({ name }) => name.startsWith(prefix)).map(({ id }) => id));
  return wanted.length === 0 ? null : wanted.reduce((some, others) => some.filter((id) => others.includes(id)));
};
