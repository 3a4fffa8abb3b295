import { wholeList, type Query } from '../query/index.js';
import type { Asked } from './supplier.js';

/** The query behind what was asked; a part of the list is chosen by whoever walks it. */
export const queryFrom = (asked: Asked | null | undefined, part: Query['part'] = null): Query => ({
  ...wholeList,
  ...asked,
  part,
});
