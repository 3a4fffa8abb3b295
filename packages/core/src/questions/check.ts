import { itemIn } from '../catalogue/catalogue.js';
import type { Item, ItemRef } from '../catalogue/item.js';
import type { Setting } from '../commands/command.js';
import {
  Amount,
  AskedQuantity,
  Flag,
  ItemRefField,
  OneOf,
  Optional,
  SkuCode,
  TypeHints,
  UserId,
} from '../commands/fields.js';
import { checking } from '../commands/catalogue-command.js';
import { knownOverrides } from '../commands/overrides.js';
import { readInput } from '../commands/read-input.js';
import type { WorkingSet } from '../state/working-set.js';
import type { Instant } from '../values/instant.js';
import { askGet, needsToGet } from './ask-get.js';
import { askPrice } from './ask-price.js';
import { askUse, needsToUse } from './ask-use.js';
import { decisionFrom, type AskAgain, type Decision } from './decision.js';
import type { QuestionKind } from './question.js';

export class CheckInput {
  @UserId() user!: string;
  /** The item's id or unique key. */
  @ItemRefField() item!: ItemRef;
  /** `use` (default): may they use it now? `get`: may they get it? */
  @Optional() @OneOf(['use', 'get']) action?: 'use' | 'get' | null;
  /** Default 1. */
  @Optional() @AskedQuantity() quantity?: number | null;
  /** For `use`: only entries that came with this SKU count. */
  @Optional() @SkuCode() sku?: string | null;
  /** For `use`: whether a guest asks. */
  @Optional() @Flag() guest?: boolean | null;
  /** For `get`: type hints of behaviors to skip (rule 9). */
  @Optional() @TypeHints() overrides?: readonly string[] | null;
  /** For `get`: a price instead of the SKU's, in minor units. */
  @Optional() @Amount() price?: number | null;
}

export interface Check {
  readonly user: string;
  readonly item: ItemRef;
  readonly action: 'use' | 'get';
  readonly quantity: number;
  readonly sku: string | null;
  readonly guest: boolean;
  readonly overrides: readonly string[];
  readonly price: number | null;
}

/** Whether an order would be allowed now, by the rules that it would be held to. Nothing is consumed. */
export const check: QuestionKind<CheckInput, Check, Decision> = {
  read: (input) => readCheck(CheckInput, input),

  needs: ({ user, item: ref, action, quantity }, catalogue, { registry, now }) => {
    const item = catalogue.item(ref);
    if (item === undefined) return [];
    const ask = { user, item, quantity, now, catalogue };
    return action === 'get' ? needsToGet(registry, ask) : needsToUse(registry, ask);
  },

  answer: (question, set, setting) => {
    const item = itemIn(set.catalogue, question.item);
    if (question.action === 'get') {
      const askAt = getVerdicts(question, item, set, setting);
      return decisionFrom(askAt(setting.now), askAt);
    }
    // Nothing is overridden here, but a misspelt override is an error whatever the action (rule 9).
    overridesOf(question, setting);
    const useAt = useVerdicts(question, item, set, setting);
    return decisionFrom(useAt(setting.now).verdicts, (moment) => useAt(moment).verdicts);
  },
};

export const readCheck = (Dto: new () => CheckInput, input: unknown): Check => {
  const dto = readInput(Dto, input);
  return {
    user: dto.user,
    item: dto.item,
    action: dto.action ?? 'use',
    quantity: dto.quantity ?? 1,
    sku: dto.sku ?? null,
    guest: dto.guest ?? false,
    overrides: dto.overrides ?? [],
    price: dto.price ?? null,
  };
};

const overridesOf = ({ overrides }: Check, { registry }: Setting): readonly string[] =>
  checking((faults) => knownOverrides(overrides, registry, faults));

/** What the rules say about getting the item, at any moment over the same state. */
export const getVerdicts = (question: Check, item: Item, set: WorkingSet, setting: Setting): AskAgain => {
  const { registry } = setting;
  const overrides = overridesOf(question, setting);
  const price = askPrice(registry, [item], question.price);
  return (now) => {
    const ask = { ...question, item, state: set, catalogue: set.catalogue, now };
    return [...price, ...askGet(registry, ask, overrides)];
  };
};

/** What the rules say about using it, and what a use would burn. */
export const useVerdicts =
  ({ user, quantity, sku, guest }: Check, item: Item, set: WorkingSet, { registry }: Setting) =>
  (now: Instant) =>
    askUse(registry, { user, item, quantity, sku, guest, state: set, catalogue: set.catalogue, now });
