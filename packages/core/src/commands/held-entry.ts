import { NotFoundError } from '../errors/not-found.js';
import type { Act } from '../inventory/acts/act.js';
import type { Entry } from '../inventory/entry.js';
import { snapshotOf, viewOfEntry, type EntrySnapshot, type EntryView } from '../inventory/view.js';
import type { WorkingSet } from '../state/working-set.js';
import { WritingDto } from './command.js';
import { Id, Note, Optional, UserId } from './fields.js';

/** The input of every command on one entry. */
export class EntryDto extends WritingDto {
  @UserId() user!: string;
  @Id() entry!: number;
  /** Stands in the log. */
  @Optional() @Note() info?: string | null;
}

export interface EntryResult {
  readonly entry: EntryView;
}

/** @throws NotFoundError when there is no such entry or it is somebody else's. */
export const heldEntry = (set: WorkingSet, user: string, id: number): Entry => {
  const entry = set.entry(user, id);
  if (entry === null) throw new NotFoundError('entry', id);
  return entry;
};

/** What a command on one entry ends with. */
export interface EntryOutcome {
  readonly entry: EntrySnapshot;
}

export const outcomeOf = (act: Act, entry: Entry): EntryOutcome => ({
  entry: snapshotOf(entry, act.set.catalogue, act),
});

export const presentEntry = ({ entry }: EntryOutcome): EntryResult => ({ entry: viewOfEntry(entry) });
