import { z } from 'zod';

/** An id: a whole number, as a text where JavaScript would round it. */
const id = z.union([z.int(), z.string()]).transform(String);
const epoch = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish();

/** An inventory as the page and the vendor's SDK show it; fields that nobody knows yet stay. */
export const inventoryShape = z.looseObject({
  // Without one it could not be told from another.
  id: z.union([z.int(), z.string().min(1)]).transform(String),
  name: z.string().nullish(),
  created_date: epoch,
  modified_date: epoch,
  deactivated_date: epoch,
  deleted_date: epoch,
  company: id.nullish(),
  parent_inventory: id.nullish(),
  status: z.string().nullish(),
  wallet: id.nullish(),
  whitelist: id.nullish(),
});
export type BetatelInventory = z.infer<typeof inventoryShape>;

export const pageShape = z.looseObject({
  total: z.int().min(0),
  offset: z.int().nullish(),
  /** How many came. What counts is the list itself. */
  count: z.int().nullish(),
  inventories: z.array(inventoryShape),
});
export type BetatelPage = z.infer<typeof pageShape>;
