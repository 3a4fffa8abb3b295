import type { CatalogueChange } from '../catalogue/catalogue.js';
import { StorageError } from '../errors/storage.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { LogRecord } from '../inventory/log.js';
import type { Sequence } from './need.js';
import type { Reply } from './reply.js';

/** Everything that one batch changes. A store writes all of it or nothing. */
export interface Writes {
  readonly created: readonly Entry[];
  readonly updated: readonly Entry[];
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

export const writesNothing = (writes: Writes): boolean =>
  writes.created.length === 0 &&
  writes.updated.length === 0 &&
  writes.log.length === 0 &&
  writes.invoices.length === 0 &&
  writes.replies.length === 0 &&
  writes.forgottenReplies.length === 0 &&
  writes.catalogue.length === 0;

/**
 * At which revision the stored entries must be that a batch updates. A store refuses the batch when one is not: two
 * writers that both believed they had the entry to themselves cannot both be right, should a lock ever be lost.
 * @throws StorageError when the log of the batch does not lead from there to the entries as they are to be.
 */
export const revisionsBefore = ({
  created,
  updated,
  log,
}: Writes): readonly { readonly user: string; readonly id: number; readonly revision: number }[] => {
  const seqs = new Map<number, number[]>();
  for (const { entry, seq } of log) {
    const list = seqs.get(entry);
    if (list === undefined) seqs.set(entry, [seq]);
    else list.push(seq);
  }
  const before = ({ id, revision }: Entry): number => {
    const own = seqs.get(id) ?? [];
    seqs.delete(id);
    const first = revision - own.length;
    if (own.some((seq, index) => seq !== first + 1 + index)) {
      throw contradiction(`the log of entry ${id} does not lead to its revision ${revision}: ${own.join(', ')}`);
    }
    return first;
  };
  for (const entry of created) before(entry);
  const stored = updated.map((entry) => ({ user: entry.user, id: entry.id, revision: before(entry) }));
  for (const entry of seqs.keys()) throw contradiction(`there are records of entry ${entry}, which is not written`);
  return stored;
};

const contradiction = (what: string): StorageError =>
  new StorageError(`A batch contradicts itself: ${what}. Nothing was changed.`, { transient: false });
