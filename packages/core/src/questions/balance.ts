import { itemIn } from '../catalogue/catalogue.js';
import type { ItemRef } from '../catalogue/item.js';
import { ItemRefField, Optional, SkuCode, UserId } from '../commands/fields.js';
import { readInput } from '../commands/read-input.js';
import { inBurnOrder, isUsable } from '../inventory/entry.js';
import { remainingIn, remainingOf } from '../inventory/remaining.js';
import { toDateOrNull } from '../values/instant.js';
import type { QuestionKind } from './question.js';

export class BalanceInput {
  @UserId() user!: string;
  /** The item's id or unique key. */
  @ItemRefField() item!: ItemRef;
  /** Only entries that came with this SKU count. */
  @Optional() @SkuCode() sku?: string | null;
}

export interface Balance {
  readonly user: string;
  readonly item: number;
  /** What is counted: the item's unit. */
  readonly unit: string;
  /** What the user has left; null: without limit. */
  readonly remaining: number | null;
  /** The usable entries in the order in which a use would burn them. */
  readonly entries: readonly {
    readonly entry: number;
    readonly remaining: number | null;
    readonly expires: Date | null;
  }[];
}

interface BalanceQuestion {
  readonly user: string;
  readonly item: ItemRef;
  readonly sku: string | null;
}

/** What a user has left of an item now. */
export const balance: QuestionKind<BalanceInput, BalanceQuestion, Balance> = {
  read: (input) => {
    const { user, item, sku } = readInput(BalanceInput, input);
    return { user, item, sku: sku ?? null };
  },

  needs: ({ user, item: ref }, catalogue) => {
    const item = catalogue.item(ref);
    return item === undefined ? [] : [{ kind: 'open', user, item: item.id }];
  },

  answer: ({ user, item: ref, sku }, set, { registry, now }) => {
    const item = itemIn(set.catalogue, ref);
    const rules = registry.rulesOf(item);
    const ofSku = set.open(user, item.id).filter((entry) => sku === null || entry.sku === sku);
    const usable = inBurnOrder(ofSku.filter((entry) => isUsable(entry, now)));
    return {
      user,
      item: item.id,
      unit: item.unit,
      remaining: remainingIn(rules, usable),
      entries: usable.map((entry) => ({
        entry: entry.id,
        remaining: remainingOf(rules, entry),
        expires: toDateOrNull(entry.expires),
      })),
    };
  },
};
