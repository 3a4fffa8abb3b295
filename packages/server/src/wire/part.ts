import type { Part } from '@holdall/core';
import { Type } from 'typebox';
import { Order, orderToWire, type Sorting } from './order.js';
import { Int32, model, orNull, ref, type Model } from './schema.js';

/** The envelope of a list that is walked with cursors: that of a page, without what would have to be counted. */
export const partOf = <T>(content: Model<T>) =>
  model(`PartResource${content.$id}`, {
    content: Type.Array(ref(content)),
    number_of_elements: Int32,
    last: Type.Boolean(),
    next_cursor: orNull(Type.String({ description: 'The `cursor` of the next part. Null: the list ends here' })),
    sort: Type.Array(ref(Order)),
  });

export const partToWire = <T, W>(
  { content, next }: Part<T>,
  one: (entry: T) => W,
  sorting: readonly Sorting[] = [{ by: 'id', direction: 'ASC' }],
) => ({
  content: content.map(one),
  number_of_elements: content.length,
  last: next === null,
  next_cursor: next,
  sort: sorting.map(orderToWire),
});
