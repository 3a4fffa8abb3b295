import { activated } from '../inventory/acts/activate.js';
import { record, type Act } from '../inventory/acts/act.js';
import { booked, settled } from '../inventory/acts/settle.js';
import { entryStatuses, type Entry, type EntryStatus } from '../inventory/entry.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { OneOf } from './fields.js';
import { EntryDto, heldEntry, outcomeOf, presentEntry, type EntryOutcome, type EntryResult } from './held-entry.js';
import { readInput } from './read-input.js';

export class SetStatusInput extends EntryDto {
  @OneOf(entryStatuses) status!: EntryStatus;
}

export interface SetStatus extends CommandBase {
  readonly type: 'setStatus';
  readonly user: string;
  readonly entry: number;
  readonly status: EntryStatus;
  readonly info: string | null;
}

/** An administrator's word: any status to any other (rule 10). */
export const setStatus: CommandKind<SetStatusInput, SetStatus, EntryOutcome, EntryResult> = {
  type: 'setStatus',
  on: 'inventory',

  read: (input) => {
    const { user, entry, status, info, ...dto } = readInput(SetStatusInput, input);
    return { type: 'setStatus', ...baseOf(dto), user, entry, status, info: info ?? null };
  },

  scope: ({ user }) => user,

  needs: ({ user, entry: id }) => [{ kind: 'entry', user, id }],

  decide: ({ user, entry: id, status, actor, info }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info };
    return outcomeOf(act, withStatus(act, settled(act, heldEntry(set, user, id)), status));
  },

  present: presentEntry,
};

const withStatus = (act: Act, entry: Entry, status: EntryStatus): Entry => {
  if (entry.status === status) return entry;
  if (status === 'active' && entry.activatedAt === null) return activated(act, entry);
  const from = { status: entry.status, ended: entry.ended };
  const to = { status, ended: status === 'inactive' ? 'deactivated' : null } as const;
  const changed = record(act, entry, { type: 'status_changed', quantity: 0, details: { from, to } });
  // What an entry forfeited when it ended is back when it no longer is: the ledger books it as an adjustment.
  return status === 'inactive' ? changed : booked(act, changed);
};
