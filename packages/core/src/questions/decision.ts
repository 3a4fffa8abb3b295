import { denialsIn, retryAtOf, type Denial, type RuleVerdict } from '../behaviors/verdict.js';
import { DeniedError } from '../errors/denied.js';
import { toDateOrNull } from '../values/instant.js';

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

export const decisionFrom = (verdicts: readonly RuleVerdict[]): Decision => {
  const denials = denialsIn(verdicts);
  const [first] = denials;
  if (first === undefined) return { allowed: true };
  return {
    allowed: false,
    reason: first.reason,
    denials: denials.map(viewOfDenial),
    retryAt: toDateOrNull(retryAtOf(denials)),
  };
};

/** @throws DeniedError with every rule that failed. */
export const refuseIfDenied = (verdicts: readonly RuleVerdict[]): void => {
  const [first, ...others] = denialsIn(verdicts);
  if (first !== undefined) throw new DeniedError([first, ...others], retryAtOf([first, ...others]));
};
