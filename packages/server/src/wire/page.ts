import type { Page } from '@holdall/core';
import { Type } from 'typebox';
import { Order, orderToWire, type Sorting } from './order.js';
import { Int32, model, ref, type Model } from './schema.js';

/** Knetik's envelope of a list. `number` is the page that was asked for: the first is 1. */
export const pageOf = <T>(content: Model<T>) =>
  model(`PageResource${content.$id}`, {
    content: Type.Array(ref(content)),
    number: Int32,
    size: Int32,
    number_of_elements: Int32,
    total_elements: Type.Integer({ format: 'int64' }),
    total_pages: Int32,
    first: Type.Boolean(),
    last: Type.Boolean(),
    sort: Type.Array(ref(Order)),
  });

const byId: readonly Sorting[] = [{ by: 'id', direction: 'ASC' }];

export const pageToWire = <T, W>(page: Page<T>, one: (entry: T) => W, sorting: readonly Sorting[] = byId) => ({
  content: page.content.map(one),
  number: page.page,
  size: page.size,
  number_of_elements: page.content.length,
  total_elements: page.total,
  total_pages: page.totalPages,
  first: page.page === 1,
  last: page.page >= page.totalPages,
  sort: sorting.map(orderToWire),
});
