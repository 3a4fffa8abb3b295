import { itemIn } from '../catalogue/catalogue.js';
import type { ItemRef } from '../catalogue/item.js';
import { taken } from '../inventory/acts/take.js';
import type { EntryStatus } from '../inventory/entry.js';
import { remainingIn, remainingOf } from '../inventory/remaining.js';
import { askUse, needsToUse } from '../questions/ask-use.js';
import { refuseIfDenied } from '../questions/decision.js';
import type { Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { AskedQuantity, Flag, Id, ItemRefField, Note, Optional, SkuCode, UserId } from './fields.js';
import { readInput } from './read-input.js';

export class UseInput extends WritingDto {
  @UserId() user!: string;
  /** The item's id or unique key. */
  @ItemRefField() item!: ItemRef;
  /** How much to use, in the item's unit; default 1. All or nothing, over as many entries as it takes (rule 2). */
  @Optional() @AskedQuantity() quantity?: number | null;
  /** Only entries that came with this SKU count. */
  @Optional() @SkuCode() sku?: string | null;
  /** Only this entry counts: what it has left is all that can be used. */
  @Optional() @Id() entry?: number | null;
  /** Whether a guest uses it: then `guest_playable` has a say. */
  @Optional() @Flag() guest?: boolean | null;
  /** Stands in the log. */
  @Optional() @Note() info?: string | null;
}

export interface Use extends CommandBase {
  readonly type: 'use';
  readonly user: string;
  readonly item: ItemRef;
  readonly quantity: Quantity;
  readonly sku: string | null;
  /** Left out where nobody named one, so that a key of before there was this field still stands for the same command. */
  readonly entry?: number;
  readonly guest: boolean;
  readonly info: string | null;
}

export interface UseResult {
  /** The id of this use, by which it can be reversed. */
  readonly use: number;
  readonly item: number;
  readonly quantity: Quantity;
  /** What was taken from which entry, in the order in which they were burnt. */
  readonly takes: readonly {
    readonly entry: number;
    readonly quantity: Quantity;
    readonly status: EntryStatus;
    /** What the entry has left; null: without limit. */
    readonly remaining: Quantity | null;
  }[];
  /** What the user has left of the item (with `sku` or `entry`: of that one); null: without limit. */
  readonly remaining: Quantity | null;
}

/** Uses an item: burns the soonest-expiring entries first and logs what was taken from each. */
export const use: CommandKind<UseInput, Use, UseResult, UseResult> = {
  type: 'use',
  on: 'inventory',

  read: (input) => {
    const dto = readInput(UseInput, input);
    return {
      type: 'use',
      ...baseOf(dto),
      user: dto.user,
      item: dto.item,
      quantity: dto.quantity ?? 1,
      sku: dto.sku ?? null,
      ...(typeof dto.entry === 'number' && { entry: dto.entry }),
      guest: dto.guest ?? false,
      info: dto.info ?? null,
    };
  },

  scope: ({ user }) => user,

  needs: ({ user, item: ref, quantity }, catalogue, { registry, now }) => {
    const item = catalogue.item(ref);
    return item === undefined ? [] : needsToUse(registry, { user, item, quantity, now, catalogue });
  },

  decide: ({ user, item: ref, quantity, sku, entry: only = null, guest, actor, info }, set, { registry, now }) => {
    const { catalogue } = set;
    const item = itemIn(catalogue, ref);
    const question = { user, item, quantity, catalogue, state: set, guest, sku, entry: only };
    const askAt = (moment: Instant) => askUse(registry, { ...question, now: moment });
    const { verdicts, usable } = askAt(now);
    refuseIfDenied(verdicts, (moment) => askAt(moment).verdicts);
    const id = set.nextId('use');
    const takes = taken({ set, registry, now, actor, info }, usable, quantity, id);
    const rules = registry.rulesOf(item);
    const after = new Map(takes.map(({ entry }) => [entry.id, entry]));
    return {
      use: id,
      item: item.id,
      quantity,
      takes: takes.map(({ entry, quantity: amount }) => ({
        entry: entry.id,
        quantity: amount,
        status: entry.status,
        remaining: remainingOf(rules, entry),
      })),
      remaining: remainingIn(
        rules,
        usable.map((entry) => after.get(entry.id) ?? entry),
      ),
    };
  },

  present: (result) => result,
};
