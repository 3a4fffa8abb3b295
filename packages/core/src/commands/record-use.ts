import { metered } from '../inventory/acts/meter.js';
import { rulesFor } from '../inventory/acts/act.js';
import { usedOf } from '../inventory/used.js';
import { viewOfEntry } from '../inventory/view.js';
import type { Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { Amount, Moment, Optional } from './fields.js';
import { EntryDto, heldEntry, outcomeOf, type EntryOutcome, type EntryResult } from './held-entry.js';
import { readInput } from './read-input.js';

export class RecordUseInput extends EntryDto {
  /** What was used of this very entry in all so far, in the item's unit: a total, 0 or more. */
  @Amount() used!: number;
  /**
   * When the meter said so; default: now. It stands in the log, counts in windows and starts a `first_use` expiry. A
   * moment ahead of the engine's clock is now; one before the entry became active is when it did.
   */
  @Optional() @Moment() at?: Date | null;
}

export interface RecordUse extends CommandBase {
  readonly type: 'recordUse';
  readonly user: string;
  readonly entry: number;
  readonly used: Quantity;
  readonly at: Instant | null;
  readonly info: string | null;
}

export interface Recorded {
  /** The id of the use that was booked, by which it can be reversed; null: there was nothing to book. */
  readonly use: number | null;
  /** What was booked: 0 when as much or more was known before. */
  readonly quantity: Quantity;
  /** What was used of the entry in all, as it stands now: never less than the meter says. */
  readonly used: Quantity;
}

export interface RecordUseResult extends Recorded, EntryResult {}

/**
 * Takes over what an outside meter says. That is a fact and no order: no rule is asked, it is never denied, and it is
 * booked whatever became of the entry meanwhile. Consumption moves forward only; what meters repeat changes nothing.
 */
export const recordUse: CommandKind<RecordUseInput, RecordUse, Recorded & EntryOutcome, RecordUseResult> = {
  type: 'recordUse',
  on: 'inventory',

  read: (input) => {
    const { user, entry, used, at, info, ...dto } = readInput(RecordUseInput, input);
    return {
      type: 'recordUse',
      ...baseOf(dto),
      user,
      entry,
      used,
      at: at?.getTime() ?? null,
      info: info ?? null,
    };
  },

  scope: ({ user }) => user,

  needs: ({ user, entry: id }) => [{ kind: 'entry', user, id }],

  decide: ({ user, entry: id, used: total, at, actor, info }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info };
    const { entry, quantity, use } = metered(act, heldEntry(set, user, id), total, at ?? now);
    return { use, quantity, used: usedOf(rulesFor(act, entry), entry), ...outcomeOf(act, entry) };
  },

  present: ({ entry, ...recorded }) => ({ ...recorded, entry: viewOfEntry(entry) }),
};
