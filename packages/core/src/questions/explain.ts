import { itemIn } from '../catalogue/catalogue.js';
import type { RuleVerdict } from '../behaviors/verdict.js';
import { inBurnOrder, isOpen } from '../inventory/entry.js';
import { remainingIn } from '../inventory/remaining.js';
import { rulesReport, type RuleReport } from '../inventory/report.js';
import { snapshotOf, viewOfEntry, type EntryView } from '../inventory/view.js';
import { toDateOrNull } from '../values/instant.js';
import { needsToUse } from './ask-use.js';
import { needsToGet } from './ask-get.js';
import { CheckInput, getVerdicts, readCheck, useVerdicts, type Check } from './check.js';
import { decisionFrom, type Decision } from './decision.js';
import type { QuestionKind } from './question.js';

export class ExplainInput extends CheckInput {}

/** What one rule said, whether it allowed or denied. */
export type VerdictView = Omit<RuleVerdict, 'reason' | 'retryAt'> & {
  /** null where it allowed. */
  readonly reason: string | null;
  /** The moment from which it would allow if nothing but time changed; null where it allows, or time does not help. */
  readonly retryAt: Date | null;
};

export interface Explanation {
  readonly user: string;
  readonly item: { readonly id: number; readonly name: string; readonly archived: boolean };
  readonly get: { readonly decision: Decision; readonly rules: readonly VerdictView[]; readonly retryAt: Date | null };
  readonly use: { readonly decision: Decision; readonly rules: readonly VerdictView[]; readonly usableAt: Date | null };
  /** What the user has left to use; null: without limit. */
  readonly remaining: number | null;
  /** The entries that are pending or active, in burn order the usable ones first, with what each behavior says of them. */
  readonly entries: readonly (EntryView & { readonly behaviors: readonly RuleReport[] })[];
}

/** Every rule that was asked about getting and using an item, with its verdict and facts: the same rules as `check`. */
export const explain: QuestionKind<ExplainInput, Check, Explanation> = {
  read: (input) => readCheck(ExplainInput, input),

  needs: ({ user, item: ref, quantity }, catalogue, { registry, now }) => {
    const item = catalogue.item(ref);
    if (item === undefined) return [];
    const ask = { user, item, quantity, now, catalogue };
    return [...needsToGet(registry, ask), ...needsToUse(registry, ask)];
  },

  answer: (question, set, setting) => {
    const { registry, now } = setting;
    const item = itemIn(set.catalogue, question.item);
    const rules = registry.rulesOf(item);
    const getAt = getVerdicts(question, item, set, setting);
    const useAt = useVerdicts(question, item, set, setting);
    const toGet = getAt(now);
    const toUse = useAt(now);
    const open = set.open(question.user, item.id).filter((entry) => isOpen(entry, now));
    const others = inBurnOrder(open.filter((entry) => !toUse.usable.includes(entry)));
    const get = decisionFrom(toGet, getAt);
    const use = decisionFrom(toUse.verdicts, (moment) => useAt(moment).verdicts);
    return {
      user: question.user,
      item: { id: item.id, name: item.name, archived: item.archived },
      get: { decision: get, rules: toGet.map(viewOfVerdict), retryAt: get.allowed ? null : get.retryAt },
      use: { decision: use, rules: toUse.verdicts.map(viewOfVerdict), usableAt: use.allowed ? null : use.retryAt },
      remaining: remainingIn(rules, toUse.usable),
      entries: [...toUse.usable, ...others].map((entry) => ({
        ...viewOfEntry(snapshotOf(entry, set.catalogue, setting)),
        behaviors: rulesReport(rules, entry, now),
      })),
    };
  },
};

const viewOfVerdict = (verdict: RuleVerdict): VerdictView => ({
  rule: verdict.rule,
  item: verdict.item,
  allowed: verdict.allowed,
  facts: verdict.facts,
  reason: verdict.allowed ? null : verdict.reason,
  retryAt: verdict.allowed ? null : toDateOrNull(verdict.retryAt),
});
