import { DeniedError, type Decision, type Denial, type DenialView } from '@holdall/core';

/** Knetik's check answers with its status alone: what is not allowed is refused as the order itself would be. */
export const refuseIfDenied = (decision: Decision): void => {
  if (decision.allowed) return;
  const [first, ...others] = decision.denials.map(denialFrom);
  throw new DeniedError([first!, ...others], decision.retryAt?.getTime() ?? null);
};

const denialFrom = (denial: DenialView): Denial => ({ ...denial, retryAt: denial.retryAt?.getTime() ?? null });
