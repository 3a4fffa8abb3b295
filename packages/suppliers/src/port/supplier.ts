import type { Query } from '../query/index.js';
import type { Capabilities } from './capabilities.js';
import type { SupplierQuantity, SupplierRecord } from './record.js';
import type { Walk, WalkOptions } from './walk.js';

export interface AskOptions {
  /** Ends the call with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What a list is to be narrowed or sorted by, in any order of parts: pages are the walk's own business. */
export type Asked = Partial<Omit<Query, 'part'>>;

/** A supplier's inventory, whoever the supplier. */
export interface SupplierInventory {
  readonly name: string;
  /** Read it anew: it shrinks where the supplier turns out not to have something. */
  readonly capabilities: Capabilities;
  /**
   * Lazily, page after page, each asked for when its first record is wanted.
   * @throws InvalidInputError, UnsupportedQueryError at once; WalkInterruptedError while walking
   */
  list(asked?: Asked | null, options?: WalkOptions): Walk;
  /** null where there is no such record. @throws NotSupportedError, SupplierError */
  get(id: string, options?: AskOptions): Promise<SupplierRecord | null>;
  /** What is left of a record, as the supplier counts. @throws NotSupportedError, SupplierError */
  consumption(id: string, options?: AskOptions): Promise<SupplierQuantity | null>;
  /** @throws NotSupportedError, SupplierError */
  revoke(id: string, options?: AskOptions): Promise<void>;
  /** Gives so many of a record back to the supplier, for money. @throws NotSupportedError, SupplierError */
  refund(id: string, quantity: number, options?: AskOptions): Promise<void>;
}
