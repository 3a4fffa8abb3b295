import type { OperationName } from '../ports/operation.js';
import { apply } from './apply.js';
import { inventoryRefund } from './inventory-refund.js';
import type { AnyKind } from './kind.js';
import { order } from './order.js';
import { revoke } from './revoke.js';

/** Every kind by its name. */
export const kinds: Readonly<Partial<Record<OperationName, AnyKind>>> = {
  apply: apply as unknown as AnyKind,
  order: order as unknown as AnyKind,
  revoke: revoke as unknown as AnyKind,
  inventory_refund: inventoryRefund as unknown as AnyKind,
};
