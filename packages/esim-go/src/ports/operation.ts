import type { Instant, JsonObject } from '@holdall/core';
import type { Problem } from './sale.js';

export const operationNames = ['apply', 'order', 'revoke', 'inventory_refund', 'customer_ref'] as const;
export type OperationName = (typeof operationNames)[number];

/**
 * `intended`: about to be sent, or its sender died. `unknown`: sent, and what became of it is not known. `waiting`: surely
 * not done, and to be sent again. For good: `done`, `refused`. `case`: a human decides.
 */
export const operationStates = ['intended', 'unknown', 'waiting', 'done', 'refused', 'case'] as const;
export type OperationState = (typeof operationStates)[number];

/** One write at the vendor's: what was wanted, what was read before, what became of it. */
export interface Operation {
  /** Derived from what it is for, so that whoever repeats finds it. */
  readonly id: string;
  /** 0 before it was ever stored; each change is one more. */
  readonly revision: number;
  readonly kind: OperationName;
  /** The sale that it is for; null: for the stock. */
  readonly sale: string | null;
  /** Of all that share a lock one is sent at a time: the bundle's name. */
  readonly lock: string;
  /** Rises with each sending under the same lock: what came before and what after. */
  readonly turn: number;
  /** The turn in which its outcome became known; until then, that of its sending. */
  readonly settledTurn: number;
  readonly args: JsonObject;
  /** What was read before the call: what became of it is told by the difference. */
  readonly evidence: JsonObject;
  readonly state: OperationState;
  readonly outcome: JsonObject | null;
  /** The vendor's reference of it, once known: nobody else may take it for theirs. */
  readonly reference: string | null;
  /** Why it was refused, or what is not known. */
  readonly problem: Problem | null;
  /** What was found when it was looked for, for a human. */
  readonly findings: JsonObject | null;
  readonly attempts: number;
  /** When the latest attempt was about to be sent. */
  readonly sentAt: Instant;
  readonly updatedAt: Instant;
}
