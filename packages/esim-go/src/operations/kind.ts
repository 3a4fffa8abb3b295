import type { Instant, JsonObject } from '@holdall/core';
import type { Parts } from '../parts.js';
import type { Operation, OperationName } from '../ports/operation.js';
import type { BridgeSettings } from '../settings.js';
import type { Vendor } from '../vendor.js';

/** What became of a call whose answer was lost. */
export type Found<Outcome> =
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'not_done' }
  /** It cannot be told, or not yet. What was seen is kept for a human. */
  | { readonly kind: 'undecided'; readonly why: string; readonly findings: JsonObject };

/** What `gather` may know beside the arguments. */
export interface Surroundings {
  /** When it is about to be sent, or was, by the bridge's clock. */
  readonly sentAt: Instant;
  /** The same clock, as this look at it begins. */
  readonly now: Instant;
  readonly settings: BridgeSettings;
  /** Those of these references that belong to an operation of the bridge's. */
  claimed(references: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What `find` may know beside arguments and evidence. */
export interface Search extends Surroundings {
  /** By how many bundles all else that the bridge did since, under the same lock, has changed the stock. */
  readonly moved: number;
  /** By how many more it may have, of which it is not known whether they came before or after, or at all. */
  readonly perhaps: number;
  /** Of those, how many may have put something into the stock; all others only take from it. */
  readonly perhapsAdded: number;
  /** How many others under the same lock are not known to be done or not. */
  readonly unsettled: number;
  /** Those others: what they wanted. */
  readonly rivals: readonly Pick<Operation, 'kind' | 'args'>[];
}

/**
 * One kind of write at the vendor's. All have the same way: what is the case before is read and stored, the call is made
 * once, and where its answer is lost, `find` tells from the difference what became of it.
 */
export interface OperationKind<Args extends JsonObject, Evidence extends JsonObject, Outcome extends JsonObject> {
  readonly kind: OperationName;
  /** Of all with the same lock one is sent at a time: the bundle's name, so that differences can be told apart. */
  lockOf(args: Args): string;
  /** @throws WithdrawnError where, as things are by now, it is not to be sent. */
  gather(vendor: Vendor, args: Args, surroundings: Surroundings): Promise<Evidence>;
  /** Waits until it may be sent: where the vendor wants pauses in between. @throws BusyError where that takes too long. */
  pace?(parts: Parts): Promise<void>;
  /** Once, never repeated by itself. Null: it was done, and the answer lacks what is needed to know more. */
  call(vendor: Vendor, args: Args, evidence: Evidence): Promise<Outcome | null>;
  find(vendor: Vendor, args: Args, evidence: Evidence, search: Search): Promise<Found<Outcome>>;
  /**
   * The outcome of which a human says that it is this operation's, as the vendor shows it; null where there is no such
   * thing, or not of this operation. Left out: `find` alone can tell.
   */
  confirmed?(vendor: Vendor, args: Args, reference: string): Promise<Outcome | null>;
  /** The vendor's reference of what was done: nobody else may take it for theirs. */
  referenceOf(outcome: Outcome): string | null;
  /** By how many bundles it changes the stock of its bundle. */
  moves(args: Args, outcome: Outcome): number;
  /**
   * When it is sent again once it was found not to be done: at once where doing it twice does no more than once,
   * otherwise when the settling time is over.
   */
  readonly again: 'at_once' | 'when_settled';
}

/** A kind where it is not known which: arguments, evidence and outcome are the kind's own. */
export type AnyKind = OperationKind<never, never, never>;
