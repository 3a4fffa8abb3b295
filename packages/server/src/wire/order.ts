import type { Direction } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { model, oneOf } from './schema.js';

export const Order = model('Order', {
  property: Type.String(),
  direction: oneOf(['ASC', 'DESC']),
  ascending: Type.Boolean(),
  descending: Type.Boolean(),
  ignore_case: Type.Boolean(),
  null_handling: oneOf(['NATIVE', 'NULLS_FIRST', 'NULLS_LAST']),
});
type Order = Static<typeof Order>;

/** How a list was asked to be sorted; with nothing said, lists are by id. */
export interface Sorting {
  readonly by: string;
  readonly direction: Direction;
}

export const orderToWire = ({ by, direction }: Sorting): Order => ({
  property: by,
  direction,
  ascending: direction === 'ASC',
  descending: direction === 'DESC',
  ignore_case: false,
  null_handling: 'NATIVE',
});
