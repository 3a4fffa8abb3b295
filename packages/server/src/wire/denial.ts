import type { DeniedError, DenialView } from '@holdall/core';

/** Why the rules refused: the first reason, all of them with their facts, and when time alone would change the answer. */
export const denialToWire = ({ reason, denials, retryAt }: Pick<DeniedError, 'reason' | 'denials' | 'retryAt'>) => ({
  reason,
  retry_at: fromThenOn(retryAt),
  denials: denials.map(ruleToWire),
});

const ruleToWire = ({ rule, reason, item, facts, retryAt }: DenialView) => ({
  rule,
  reason,
  item_id: item,
  facts,
  retry_at: fromThenOn(retryAt),
});

/** The first whole second at which the answer has changed. */
export const fromThenOn = (moment: Date | null): number | null =>
  moment === null ? null : Math.ceil(moment.getTime() / 1000);
