import type { UseAsk } from '../behaviors/behavior.js';
import type { BehaviorRegistry } from '../behaviors/registry.js';
import { allow, deny, type RuleVerdict, type Verdict } from '../behaviors/verdict.js';
import { inBurnOrder, isOpen, isUsable, type Entry } from '../inventory/entry.js';
import type { Need } from '../state/need.js';

/** A use-question, before it is known which entries there are. */
export interface UseQuestion extends Omit<UseAsk, 'usable'> {
  /** Only entries that came with this SKU count; null: all. */
  readonly sku: string | null;
  /** Only this entry counts; null: all. */
  readonly entry?: number | null;
}

/** Every rule that has a say in whether a user may use an item now, in the documented order, and what a use would burn. */
export const askUse = (
  registry: BehaviorRegistry,
  question: UseQuestion,
): { readonly verdicts: readonly RuleVerdict[]; readonly usable: readonly Entry[] } => {
  const { user, item, state, now } = question;
  const open = state.open(user, item.id).filter((entry) => isMeant(question, entry));
  const usable = inBurnOrder(open.filter((entry) => isUsable(entry, now)));
  const ask = { ...question, usable };
  const asked = registry
    .rulesOf(item)
    .filter(({ behavior }) => behavior.atUse !== undefined)
    .map(({ behavior, settings }) => ({ rule: behavior.typeHint, item: item.id, ...behavior.atUse!(settings, ask) }));
  return { verdicts: [{ rule: 'held', item: item.id, ...held(question, open, usable) }, ...asked], usable };
};

export const needsToUse = (
  registry: BehaviorRegistry,
  ask: Omit<UseQuestion, 'state' | 'guest' | 'sku' | 'entry'>,
): readonly Need[] => [
  { kind: 'open', user: ask.user, item: ask.item.id },
  ...registry.rulesOf(ask.item).flatMap(({ behavior, settings }) => behavior.needsAtUse?.(settings, ask) ?? []),
];

const isMeant = ({ item, sku, entry: only = null }: UseQuestion, entry: Entry): boolean =>
  entry.item === item.id && (sku === null || entry.sku === sku) && (only === null || entry.id === only);

/** Whether there is an entry to use at all; if not, what became of the one that is nearest to it. */
const held = (question: UseQuestion, open: readonly Entry[], usable: readonly Entry[]): Verdict => {
  if (usable.length > 0) return allow({ entries: usable.length });
  const { user, item, state, now, entry = null } = question;
  const pending = open.filter((entry) => entry.status === 'pending' && isOpen(entry, now));
  if (pending.length > 0) return deny('pending', { pending: pending.length });
  const latest = entry === null ? state.latest(user, item.id) : state.entry(user, entry);
  if (latest === null || !isMeant(question, latest)) return deny('not_held');
  if (latest.ended === null) return deny('expired', { entry: latest.id });
  return deny(latest.ended, { entry: latest.id });
};
