import { denialsIn, retryAtOf, type Denial, type RuleVerdict } from '../behaviors/verdict.js';
import { DeniedError } from '../errors/denied.js';
import { toDateOrNull, type Instant } from '../values/instant.js';

/** One rule that failed, as callers see it. */
export interface DenialView extends Omit<Denial, 'retryAt'> {
  readonly retryAt: Date | null;
}

/** The outcome of a check. `retryAt`: when time alone would turn the answer to yes; null if it would not. */
export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** The first of `denials`. */
      readonly reason: string;
      /** All rules that failed, in the documented order (rule 17). */
      readonly denials: readonly DenialView[];
      readonly retryAt: Date | null;
    };

export const viewOfDenial = (denial: Denial): DenialView => ({ ...denial, retryAt: toDateOrNull(denial.retryAt) });

/** The same question at a later moment, over the same state. */
export type AskAgain = (at: Instant) => readonly RuleVerdict[];

export const decisionFrom = (verdicts: readonly RuleVerdict[], askAgain: AskAgain): Decision => {
  const denials = denialsIn(verdicts);
  const [first] = denials;
  if (first === undefined) return { allowed: true };
  return {
    allowed: false,
    reason: first.reason,
    denials: denials.map(viewOfDenial),
    retryAt: toDateOrNull(firstYes(denials, askAgain)),
  };
};

/** @throws DeniedError with every rule that failed. */
export const refuseIfDenied = (verdicts: readonly RuleVerdict[], askAgain?: AskAgain): void => {
  const [first, ...others] = denialsIn(verdicts);
  if (first === undefined) return;
  const denials = [first, ...others] as const;
  throw new DeniedError([...denials], askAgain === undefined ? retryAtOf(denials) : firstYes(denials, askAgain));
};

/** How often a moment is asked for again before it is given up. */
const mostTries = 20;

/**
 * The moment from which the answer is yes if nothing but time changes. Each rule knows when it would give way, but by
 * then another may say no (what is held may have expired), so every moment is held against all rules before it is told.
 */
const firstYes = (denials: readonly Denial[], askAgain: AskAgain): Instant | null => {
  let moment = retryAtOf(denials);
  for (let tries = 0; moment !== null && tries < mostTries; tries += 1) {
    const later = denialsIn(askAgain(moment));
    if (later.length === 0) return moment;
    const next = retryAtOf(later);
    moment = next !== null && next > moment ? next : null;
  }
  return null;
};
