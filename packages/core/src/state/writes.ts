import type { CatalogueChange } from '../catalogue/catalogue.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { LogRecord } from '../inventory/log.js';
import type { UseRecord } from '../inventory/use-record.js';
import type { Sequence } from './need.js';
import type { Reply } from './reply.js';

/** Everything that one batch changes. A store writes all of it or nothing. */
export interface Writes {
  readonly created: readonly Entry[];
  readonly updated: readonly Entry[];
  /** In the order in which it happened. */
  readonly log: readonly LogRecord[];
  readonly newUses: readonly UseRecord[];
  readonly changedUses: readonly UseRecord[];
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
  newUses: [],
  changedUses: [],
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
  writes.newUses.length === 0 &&
  writes.changedUses.length === 0 &&
  writes.invoices.length === 0 &&
  writes.replies.length === 0 &&
  writes.forgottenReplies.length === 0 &&
  writes.catalogue.length === 0;
