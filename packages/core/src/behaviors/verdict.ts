import type { Instant } from '../values/instant.js';
import type { JsonObject } from '../values/json.js';

/** What one rule says. `retryAt`: the moment from which it would say yes if nothing but time changed; null if none. */
export type Verdict =
  | { readonly allowed: true; readonly facts: JsonObject }
  | { readonly allowed: false; readonly reason: string; readonly facts: JsonObject; readonly retryAt: Instant | null };

/** A verdict with the rule that gave it and the item that it was asked about. */
export type RuleVerdict = Verdict & { readonly rule: string; readonly item: number };

export interface Denial {
  /** The type hint of the behavior, or the name of one of the engine's own rules. */
  readonly rule: string;
  /** A permanent code. */
  readonly reason: string;
  readonly item: number;
  readonly facts: JsonObject;
  readonly retryAt: Instant | null;
}

export const allow = (facts: JsonObject = {}): Verdict => ({ allowed: true, facts });

export const deny = (reason: string, facts: JsonObject = {}, retryAt: Instant | null = null): Verdict => ({
  allowed: false,
  reason,
  facts,
  retryAt,
});

export const denialsIn = (verdicts: readonly RuleVerdict[]): readonly Denial[] =>
  verdicts.flatMap((verdict) =>
    verdict.allowed
      ? []
      : [
          {
            rule: verdict.rule,
            reason: verdict.reason,
            item: verdict.item,
            facts: verdict.facts,
            retryAt: verdict.retryAt,
          },
        ],
  );

/** Time changes the answer only when it changes that of every rule that failed: then it is the last of their moments. */
export const retryAtOf = (denials: readonly Denial[]): Instant | null =>
  denials.reduce<Instant | null>(
    (latest, { retryAt }) => (latest === null || retryAt === null ? null : Math.max(latest, retryAt)),
    denials.length === 0 ? null : 0,
  );
