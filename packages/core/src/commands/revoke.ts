import { ConflictError } from '../errors/conflict.js';
import { revoked } from '../inventory/acts/revoke.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { EntryDto, heldEntry, outcomeOf, presentEntry, type EntryOutcome, type EntryResult } from './held-entry.js';
import { readInput } from './read-input.js';

export class RevokeInput extends EntryDto {}

export interface Revoke extends CommandBase {
  readonly type: 'revoke';
  readonly user: string;
  readonly entry: number;
  readonly info: string | null;
}

/** Takes an entry away from its user, with whatever it has left. */
export const revoke: CommandKind<RevokeInput, Revoke, EntryOutcome, EntryResult> = {
  type: 'revoke',
  on: 'inventory',

  read: (input) => {
    const { user, entry, info, ...dto } = readInput(RevokeInput, input);
    return { type: 'revoke', ...baseOf(dto), user, entry, info: info ?? null };
  },

  scope: ({ user }) => user,

  needs: ({ user, entry: id }) => [{ kind: 'entry', user, id }],

  decide: ({ user, entry: id, actor, info }, set, { registry, now }) => {
    const entry = heldEntry(set, user, id);
    if (entry.ended === 'revoked') {
      throw new ConflictError('already_revoked', `Entry ${id} was revoked before.`, { entry: id });
    }
    const act = { set, registry, now, actor, info };
    return outcomeOf(act, revoked(act, entry));
  },

  present: presentEntry,
};
