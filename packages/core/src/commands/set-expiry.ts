import { record } from '../inventory/acts/act.js';
import { settled } from '../inventory/acts/settle.js';
import type { Instant } from '../values/instant.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { Moment, OrNull } from './fields.js';
import { EntryDto, heldEntry, outcomeOf, presentEntry, type EntryOutcome, type EntryResult } from './held-entry.js';
import { readInput } from './read-input.js';

export class SetExpiryInput extends EntryDto {
  /** The first moment at which the entry is no longer usable; null: never. A past moment ends it at once. */
  @OrNull() @Moment() expires!: Date | null;
}

export interface SetExpiry extends CommandBase {
  readonly type: 'setExpiry';
  readonly user: string;
  readonly entry: number;
  readonly expires: Instant | null;
  readonly info: string | null;
}

/** Sets when an entry expires. One that has expired stays so: `setStatus` makes it active again. */
export const setExpiry: CommandKind<SetExpiryInput, SetExpiry, EntryOutcome, EntryResult> = {
  type: 'setExpiry',
  on: 'inventory',

  read: (input) => {
    const { user, entry, expires, info, ...dto } = readInput(SetExpiryInput, input);
    return {
      type: 'setExpiry',
      ...baseOf(dto),
      user,
      entry,
      expires: expires?.getTime() ?? null,
      info: info ?? null,
    };
  },

  scope: ({ user }) => user,

  needs: ({ user, entry: id }) => [{ kind: 'entry', user, id }],

  decide: ({ user, entry: id, expires, actor, info }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info };
    const entry = settled(act, heldEntry(set, user, id));
    if (entry.expires === expires) return outcomeOf(act, entry);
    const details = { from: { expires: entry.expires }, to: { expires } };
    return outcomeOf(act, settled(act, record(act, entry, { type: 'expires_changed', quantity: 0, details })));
  },

  present: presentEntry,
};
