import type { BehaviorRegistry } from '../behaviors/registry.js';
import { deny, type RuleVerdict } from '../behaviors/verdict.js';
import type { Item } from '../catalogue/item.js';
import type { Quantity } from '../values/quantity.js';

/** A price of one's own needs at least one item that can speak for it; those that can then judge it themselves. */
export const askPrice = (
  registry: BehaviorRegistry,
  items: readonly Item[],
  price: Quantity | null,
): readonly RuleVerdict[] => {
  const [first] = items;
  if (price === null || first === undefined) return [];
  const overridable = items.some((item) =>
    registry.rulesOf(item).some(({ behavior }) => behavior.typeHint === 'price_overridable'),
  );
  return overridable ? [] : [{ rule: 'price', item: first.id, ...deny('price_not_overridable', { price }) }];
};
