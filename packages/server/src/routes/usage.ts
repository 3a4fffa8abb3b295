import { Type } from 'typebox';
import type { Principal } from '../auth/principal.js';
import { Quantity } from '../wire/schema.js';

/** What check and use take alike, so that the one can be asked exactly what the other would do. */
export const usage = {
  sku: Type.Optional(Type.String({ maxLength: 40, description: 'Only what came with this SKU counts' })),
  quantity: Type.Optional(
    Type.Unsafe<number>({ ...Quantity, description: "How much, in the item's unit (beyond Knetik). Default: 1" }),
  ),
};

/** Somebody else who orders for a user is no guest, and what the user is, they do not say. */
export const isGuest = (principal: Principal, user: string): boolean => principal.guest && principal.user === user;
