import { itemIn } from '../catalogue/catalogue.js';
import type { ItemRef } from '../catalogue/item.js';
import { acquired } from '../inventory/acts/acquire.js';
import { snapshotOf, viewOfEntry, type EntrySnapshot, type EntryView } from '../inventory/view.js';
import { askGet, needsToGet } from '../questions/ask-get.js';
import { refuseIfDenied, type AskAgain } from '../questions/decision.js';
import type { Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { AskedQuantity, Copies, ItemRefField, Moment, Note, OneOf, Optional, TypeHints, UserId } from './fields.js';
import { overridesIn } from './overrides.js';
import { readInputWith } from './read-input.js';

export class GrantInput extends WritingDto {
  @UserId() user!: string;
  /** The item's id or unique key. */
  @ItemRefField() item!: ItemRef;
  /** How many entries to make, 1 to 1,000; default 1. All or none. */
  @Optional() @Copies() quantity?: number | null;
  /** Type hints of behaviors to skip (rule 9). */
  @Optional() @TypeHints() overrides?: readonly string[] | null;
  /** Default: active, or pending where somebody outside fulfils the item. */
  @Optional() @OneOf(['pending', 'active']) status?: 'pending' | 'active' | null;
  /** An expiry of the entry's own, instead of what the item says. */
  @Optional() @Moment() expires?: Date | null;
  /** A number of uses of the entry's own, instead of what the item says. */
  @Optional() @AskedQuantity() maxUse?: number | null;
  /** Stands in the log. */
  @Optional() @Note() info?: string | null;
}

export interface Grant extends CommandBase {
  readonly type: 'grant';
  readonly user: string;
  readonly item: ItemRef;
  readonly quantity: Quantity;
  readonly overrides: readonly string[];
  readonly status: 'pending' | 'active' | null;
  readonly expires: Instant | null;
  readonly maxUse: Quantity | null;
  readonly info: string | null;
}

export interface GrantResult {
  readonly entries: readonly EntryView[];
}

/** Gives a user an item: one new entry for each (rule 1), if the item's rules allow it. */
export const grant: CommandKind<GrantInput, Grant, { readonly entries: readonly EntrySnapshot[] }, GrantResult> = {
  type: 'grant',
  on: 'inventory',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(GrantInput, input, overridesIn(registry));
    return {
      type: 'grant',
      ...baseOf(dto),
      user: dto.user,
      item: dto.item,
      quantity: dto.quantity ?? 1,
      overrides: parsed,
      status: dto.status ?? null,
      expires: dto.expires?.getTime() ?? null,
      maxUse: dto.maxUse ?? null,
      info: dto.info ?? null,
    };
  },

  scope: ({ user }) => user,

  needs: ({ user, item: ref, quantity }, catalogue, { registry, now }) => {
    const item = catalogue.item(ref);
    if (item === undefined) return [];
    return [
      { kind: 'gets', user, item: item.id, most: 0 },
      ...needsToGet(registry, { user, item, quantity, now, catalogue }),
    ];
  },

  decide: (command, set, { registry, now }) => {
    const { user, quantity, overrides, actor, info } = command;
    const { catalogue } = set;
    const item = itemIn(catalogue, command.item);
    const ask = { user, item, quantity, catalogue, state: set, price: null };
    const askAt: AskAgain = (moment) => askGet(registry, { ...ask, now: moment }, overrides);
    refuseIfDenied(askAt(now), askAt);
    const outside = registry.rulesOf(item).some(({ behavior, settings }) => behavior.waits?.(settings));
    const acquisition = {
      user,
      item,
      status: command.status ?? (outside ? 'pending' : 'active'),
      sku: null,
      invoice: null,
      expires: command.expires ?? undefined,
      maxUse: command.maxUse ?? undefined,
    } as const;
    const act = { set, registry, now, actor, info };
    const entries = Array.from({ length: quantity }, () => acquired(act, acquisition));
    return { entries: entries.map((entry) => snapshotOf(entry, catalogue, act)) };
  },

  present: ({ entries }) => ({ entries: entries.map(viewOfEntry) }),
};
