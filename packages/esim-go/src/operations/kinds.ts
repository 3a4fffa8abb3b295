import type { OperationName } from '../ports/operation.js';
import { apply } from './apply.js';
import type { AnyKind } from './kind.js';
import { order } from './order.js';

/** Every kind by its name. */
export const kinds: Readonly<Partial<Record<OperationName, AnyKind>>> = {
  apply: apply as unknown as AnyKind,
  order: order as unknown as AnyKind,
};
