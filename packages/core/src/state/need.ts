import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { UseRecord } from '../inventory/use-record.js';
import type { Instant } from '../values/instant.js';
import type { Reply } from './reply.js';

/** Where ids come from. Each is given out in blocks, so that a batch needs no round trip to learn its ids. */
export const sequences = ['item', 'entry', 'log', 'use', 'invoice'] as const;
export type Sequence = (typeof sequences)[number];

/**
 * One thing that a rule may want to know from the store. A store answers every kind, each with one statement for all the
 * needs of that kind in a batch. This list is the whole of what rules can ask.
 */
export type Need =
  /** One entry of a user. */
  | { readonly kind: 'entry'; readonly user: string; readonly id: number }
  /** The user's entries of an item that are pending or active, expired or not. */
  | { readonly kind: 'open'; readonly user: string; readonly item: number }
  /** The user's newest entry of an item (the highest `nth`), whatever its status. */
  | { readonly kind: 'latest'; readonly user: string; readonly item: number }
  /** How often the user ever got an item, and when: the latest `most` moments. */
  | { readonly kind: 'gets'; readonly user: string; readonly item: number; readonly most: number }
  /** The user's uses of an item after a moment (`at > since`) that were not wholly reversed. */
  | { readonly kind: 'uses'; readonly user: string; readonly item: number; readonly since: Instant }
  | { readonly kind: 'use'; readonly user: string; readonly id: number }
  | { readonly kind: 'invoice'; readonly user: string; readonly id: number }
  /** What an idempotency key was answered; scope: a user's id, or '' for the catalogue. */
  | { readonly kind: 'reply'; readonly scope: string; readonly key: string }
  /**
   * At most `most` entries, of any user, that are not inactive and expired at `at`; soonest expiry first. Where there are
   * more, the store chooses which. What others have locked may be left out: it is theirs to do, or the next sweep's.
   */
  | { readonly kind: 'due'; readonly at: Instant; readonly most: number }
  /** At most `most` invoices, of any user, that wait to be fulfilled; oldest first. What others have locked may be left out. */
  | { readonly kind: 'unfulfilled'; readonly most: number }
  /** At most `most` remembered replies given at or before `at`: oldest first, then by scope and key. Locked ones as above. */
  | { readonly kind: 'staleReplies'; readonly at: Instant; readonly most: number }
  /** The right to give out `count` consecutive ids (or more). Only those that the batch used are gone after its commit. */
  | { readonly kind: 'ids'; readonly sequence: Sequence; readonly count: number };

export type NeedKind = Need['kind'];
export type NeedOf<K extends NeedKind> = Extract<Need, { kind: K }>;

export interface Gets {
  /** Over all time, inactive entries included. */
  readonly count: number;
  /** Newest first, at most as many as were asked for. */
  readonly recent: readonly Instant[];
}

/** The ids `first`, `first + 1`, ... of which there are `count`. */
export interface IdBlock {
  readonly first: number;
  readonly count: number;
}

export interface Answers {
  entry: Entry | null;
  open: readonly Entry[];
  latest: Entry | null;
  gets: Gets;
  uses: readonly UseRecord[];
  use: UseRecord | null;
  invoice: Invoice | null;
  reply: Reply | null;
  due: readonly Entry[];
  unfulfilled: readonly Invoice[];
  staleReplies: readonly { readonly scope: string; readonly key: string }[];
  ids: IdBlock;
}

/** Equal for needs that ask the same; of ids and uses, where more answers less, for those that differ only in how much. Built by hand: it runs several times per command. */
export const keyOf = (need: Need): string => {
  switch (need.kind) {
    case 'entry':
    case 'use':
    case 'invoice':
      return `${need.kind} ${need.id} ${need.user}`;
    case 'open':
    case 'latest':
    case 'uses':
      return `${need.kind} ${need.item} ${need.user}`;
    case 'gets':
      return `gets ${need.item} ${need.most} ${need.user}`;
    case 'reply':
      return `reply ${need.key.length} ${need.key} ${need.scope}`;
    case 'due':
    case 'staleReplies':
      return `${need.kind} ${need.at} ${need.most}`;
    case 'unfulfilled':
      return `unfulfilled ${need.most}`;
    case 'ids':
      return `ids ${need.sequence}`;
  }
};
