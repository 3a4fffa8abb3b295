import type { GetAsk } from '../behaviors/behavior.js';
import type { BehaviorRegistry } from '../behaviors/registry.js';
import { allow, deny, type RuleVerdict } from '../behaviors/verdict.js';
import type { Need } from '../state/need.js';

/** Every rule that has a say in whether a user may get an item, in the documented order, the overridden ones left out. */
export const askGet = (
  registry: BehaviorRegistry,
  ask: GetAsk,
  overrides: readonly string[] = [],
): readonly RuleVerdict[] => {
  const of = { item: ask.item.id };
  const offered = ask.item.archived ? deny('item_archived') : allow();
  const asked = registry
    .rulesOf(ask.item)
    .filter(({ behavior }) => behavior.atGet !== undefined && !overrides.includes(behavior.typeHint))
    .map(({ behavior, settings }) => ({ rule: behavior.typeHint, ...of, ...behavior.atGet!(settings, ask) }));
  return [{ rule: 'offered', ...of, ...offered }, ...asked];
};

export const needsToGet = (registry: BehaviorRegistry, ask: Omit<GetAsk, 'state' | 'price'>): readonly Need[] =>
  registry.rulesOf(ask.item).flatMap(({ behavior, settings }) => behavior.needsAtGet?.(settings, ask) ?? []);
