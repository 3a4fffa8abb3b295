import type { Instant } from '../values/instant.js';
import { minus, sum, type Quantity } from '../values/quantity.js';

/** What one use took from one entry, and how much of that was given back since. */
export interface Take {
  readonly entry: number;
  readonly quantity: Quantity;
  readonly reversed: Quantity;
}

/** A use, with what it took from each entry in burn order (rule 15). */
export interface UseRecord {
  readonly user: string;
  readonly id: number;
  readonly item: number;
  readonly at: Instant;
  /** Net of reversals: what counts in a window. */
  readonly net: Quantity;
  readonly takes: readonly Take[];
}

export const netOf = (takes: readonly Take[]): Quantity =>
  sum(takes.map(({ quantity, reversed }) => minus(quantity, reversed)));
