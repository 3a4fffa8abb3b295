import type { Instant } from '@holdall/core';
import type { Message } from './message.js';
import type { Operation, OperationState } from './operation.js';
import type { Sale, SaleStage } from './sale.js';

/** Records as they are to be. `revision` is that of the one they replace, 0 for a new one; stored is one more. */
export interface Changes {
  readonly sales?: readonly Sale[];
  readonly operations?: readonly Operation[];
  readonly messages?: readonly Message[];
}

/** Lists are sorted by the bytes of their ids, and go on after one. */
interface List {
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface SaleQuery extends List {
  readonly user?: string | undefined;
  readonly iccid?: string | undefined;
  readonly stages?: readonly SaleStage[] | undefined;
  /** Only those of which `isUnsettled` says so. */
  readonly unsettled?: true | undefined;
}

export interface OperationQuery extends List {
  readonly sale?: string | undefined;
  readonly lock?: string | undefined;
  readonly states?: readonly OperationState[] | undefined;
  /** With this `settledTurn` or a later one. */
  readonly fromTurn?: number | undefined;
}

export interface MessageQuery extends List {
  readonly handled: boolean;
}

export interface LeaseRequest {
  readonly name: string;
  /** Who: one bridge. */
  readonly holder: string;
  readonly now: Instant;
  readonly until: Instant;
}

/**
 * What the bridge remembers, apart from the engine's store, with which it shares no transaction. Plain records; all stores
 * give the same answers. What can go wrong is a `StorageError`.
 */
export interface BridgeStore {
  /** Makes it ready. Called once, before anything else. */
  open(): Promise<void>;
  close(): Promise<void>;

  /**
   * All of it, or nothing, durably.
   * @throws StaleError where a record is not at the revision that its change names: read it again.
   */
  commit(changes: Changes): Promise<void>;

  sale(id: string): Promise<Sale | null>;
  saleOf(user: string, entry: number): Promise<Sale | null>;
  sales(query: SaleQuery): Promise<readonly Sale[]>;

  operation(id: string): Promise<Operation | null>;
  operations(query: OperationQuery): Promise<readonly Operation[]>;
  /** Those of these references that an operation has as its own. */
  claimed(references: readonly string[]): Promise<ReadonlySet<string>>;

  message(id: string): Promise<Message | null>;
  messages(query: MessageQuery): Promise<readonly Message[]>;

  /**
   * Takes a lease that is free, over (`now >= until`), or held by the same holder: then it goes on until the new `until`.
   * Answers a number that rises with each taking of that name, also after a release; null where somebody else has it.
   */
  lease(request: LeaseRequest): Promise<number | null>;
  /** Nothing where somebody else has it by now. */
  release(name: string, holder: string): Promise<void>;
}

/** A record as it is once its change was committed. */
export const stored = <R extends { readonly revision: number }>(record: R): R => ({
  ...record,
  revision: record.revision + 1,
});
