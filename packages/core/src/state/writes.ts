import type { CatalogueChange } from '../catalogue/catalogue.js';
import { StorageError } from '../errors/storage.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { LogRecord } from '../inventory/log.js';
import type { Sequence } from './need.js';
import type { Reply } from './reply.js';

/** An entry as it was read, and as it is to be. */
export interface EntryChange {
  readonly from: Entry;
  readonly to: Entry;
}

/** Everything that one batch changes. A store writes all of it or nothing. */
export interface Writes {
  readonly created: readonly Entry[];
  readonly updated: readonly EntryChange[];
  /** In the order in which it happened. */
  readonly log: readonly LogRecord[];
  /** New or changed. */
  readonly invoices: readonly Invoice[];
  /** Each replaces an older one of the same scope and key, whose time is over. */
  readonly replies: readonly Reply[];
  readonly forgottenReplies: readonly { readonly scope: string; readonly key: string }[];
  readonly catalogue: readonly CatalogueChange[];
  /** How many ids of each loaded block were given out. */
  readonly idsUsed: Readonly<Partial<Record<Sequence, number>>>;
}

export const noWrites: Writes = {
  created: [],
  updated: [],
  log: [],
  invoices: [],
  replies: [],
  forgottenReplies: [],
  catalogue: [],
  idsUsed: {},
};

export const writesNothing = (writes: Writes): boolean =>
  writes.created.length === 0 &&
  writes.updated.length === 0 &&
  writes.log.length === 0 &&
  writes.invoices.length === 0 &&
  writes.replies.length === 0 &&
  writes.forgottenReplies.length === 0 &&
  writes.catalogue.length === 0;

/**
 * The last line of defence, for a store to ask before it writes: that the log of the batch leads each entry from the
 * revision at which it was read to the one at which it is to be, and tells of no others. A store refuses the batch, too,
 * when what it holds is not at the revision that was read: should a lock ever be lost, two writers that both believed
 * they had the entry to themselves cannot both be right.
 * @throws StorageError
 */
export const refuseContradictions = ({ created, updated, log }: Writes): void => {
  const seqs = new Map<number, number[]>();
  for (const { entry, seq } of log) {
    const list = seqs.get(entry);
    if (list === undefined) seqs.set(entry, [seq]);
    else list.push(seq);
  }
  const refuseUnlessLed = ({ id, revision }: Entry, from: number): void => {
    const own = seqs.get(id) ?? [];
    seqs.delete(id);
    if (from + own.length === revision && own.every((seq, index) => seq === from + 1 + index)) return;
    throw contradiction(`the log of entry ${id} does not lead from revision ${from} to ${revision}: ${own.join(', ')}`);
  };
  // That a new entry begins with its grant is the working set's business: there is no other way to create one.
  for (const entry of created) refuseUnlessLed(entry, entry.revision - (seqs.get(entry.id)?.length ?? 0));
  for (const { from, to } of updated) refuseUnlessLed(to, from.revision);
  for (const entry of seqs.keys()) throw contradiction(`there are records of entry ${entry}, which is not written`);
};

const contradiction = (what: string): StorageError =>
  new StorageError(`A batch contradicts itself: ${what}. Nothing was changed.`, { transient: false });
