import { NotSupportedError } from '../errors/not-supported.js';
import type { Operator } from '../query/index.js';

/** What a supplier can do, as far as is known: one that answers 501 loses what it was asked for. */
export interface Capabilities {
  readonly list: boolean;
  readonly get: boolean;
  /** The operators of its filters; empty: it has none. */
  readonly filter: readonly Operator[];
  readonly sort: boolean;
  /** Whether a list can be told which fields are wanted. */
  readonly project: boolean;
  /** Whether it tells what was consumed. */
  readonly consumeObserve: boolean;
  readonly revoke: boolean;
  readonly refund: boolean;
}
export type Capability = keyof Capabilities;

/** @throws NotSupportedError at once, before anything is sent: what cannot be done must not look like a success. */
export const need = (supplier: string, capabilities: Capabilities, capability: Capability): void => {
  const has = capabilities[capability];
  if (has === false || (Array.isArray(has) && has.length === 0)) throw new NotSupportedError(supplier, capability);
};
