import type { UserInventoryResource } from './entry.js';
import type { SimpleUserResource } from './user.js';

/** Why a user may or may not get and use an item: every rule that was asked, as `check` asks it. */
export interface ExplanationResource {
  readonly user: SimpleUserResource;
  readonly item: { readonly id: number; readonly name: string; readonly archived: boolean };
  readonly get: ExplainedDecision;
  readonly use: ExplainedDecision;
  /** What is left to use; null: without limit. */
  readonly remaining: number | null;
  /** Those that are pending or active: the usable ones first, in the order in which uses burn them. */
  readonly entries: readonly ExplainedEntry[];
}

export interface ExplainedDecision {
  readonly allowed: boolean;
  /** The first of the rules that deny. */
  readonly reason: string | null;
  /** The first Unix second at which time alone will have allowed it. */
  readonly retry_at: number | null;
  readonly rules: readonly ExplainedVerdict[];
}

export interface ExplainedVerdict {
  /** The type hint of a behavior, or one of the rules that every item has. */
  readonly rule: string;
  readonly item_id: number;
  readonly allowed: boolean;
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly retry_at: number | null;
}

export interface ExplainedEntry {
  readonly entry: UserInventoryResource;
  readonly remaining: number | null;
  readonly behaviors: readonly { readonly behavior: string; readonly facts: Readonly<Record<string, unknown>> }[];
}
