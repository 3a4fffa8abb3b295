import type { EntriesInput } from '@holdall/core';
import { Type, type Static } from 'typebox';
import type { FieldNames } from '../errors/to-result.js';
import { cursor } from '../request/cursor.js';
import { filterDateIn } from '../request/filter-date.js';
import { paging } from '../request/paging.js';
import { Id } from '../wire/schema.js';

const Text = (description: string) => Type.Optional(Type.String({ maxLength: 255, description }));

/** What the lists of one user's inventory and of everybody's take alike. */
export const inventoryFilters = Type.Object({
  inactive: Type.Optional(Type.Boolean({ default: false, description: 'Whether inactive entries are listed, too' })),
  ...paging,
  cursor,
  filter_item_name: Text('What the name of the item starts with; upper and lower case differ'),
  filter_item_id: Type.Optional(Id),
  filter_username: Text("The owner's exact name"),
  filter_group: Text('The unique name of a group that the owner is in'),
  filter_date: Text('When it was created: GT,SECONDS and so on, with commas between; GT, LT, EQ, GOE, LOE'),
});

type Filters = Required<
  Pick<EntriesInput, 'user' | 'inactive' | 'itemName' | 'item' | 'username' | 'group' | 'created'>
>;

/** @param user whose entries; null: everybody's. */
export const filtersFromWire = (query: Static<typeof inventoryFilters>, user: string | null): Filters => ({
  user,
  inactive: query.inactive ?? null,
  itemName: query.filter_item_name ?? null,
  item: query.filter_item_id ?? null,
  username: query.filter_username ?? null,
  group: query.filter_group ?? null,
  created: query.filter_date === undefined ? null : filterDateIn(query.filter_date),
});

export const filterNames: FieldNames = {
  itemName: 'filter_item_name',
  item: 'filter_item_id',
  username: 'filter_username',
  group: 'filter_group',
  created: 'filter_date',
  after: 'cursor',
};
