import type { Instant } from '../values/instant.js';
import { exact } from '../values/quantity.js';
import type { BehaviorData, Entry, EntryEnd, EntryStatus } from './entry.js';

/** The closed set of things that happen to an entry (rule 14), each with its effect on what is left. */
export const logTypes = {
  granted: 1,
  adjusted: 1,
  reversed: 1,
  used: -1,
  expired: -1,
  revoked: -1,
  activated: 0,
  status_changed: 0,
  expires_changed: 0,
  data_changed: 0,
  credited: 0,
} as const satisfies Record<string, 1 | 0 | -1>;
export type LogType = keyof typeof logTypes;

/** The parts of an entry that something can change. */
export interface EntryFacts {
  readonly status?: EntryStatus;
  readonly ended?: EntryEnd | null;
  readonly activatedAt?: Instant | null;
  readonly expires?: Instant | null;
  /** The keys of the behavior data that changed; the others stay. */
  readonly data?: BehaviorData;
  /** The keys of the behavior data that went away. */
  readonly dropped?: readonly string[];
}

/** What the first record of an entry must say, so that the log alone can rebuild it. */
export interface Origin {
  readonly nth: number;
  readonly sku: string | null;
  readonly invoice: number | null;
}

export interface LogDetails {
  /** Old values, where the change is an administrator's. */
  readonly from?: EntryFacts;
  /** New values. */
  readonly to?: EntryFacts;
  readonly origin?: Origin;
  /** A credit that the host's wallet is to book. */
  readonly currency?: string;
  readonly invoice?: number;
}

/** One line of the append-only ledger. */
export interface LogRecord {
  readonly id: number;
  readonly user: string;
  readonly entry: number;
  /** Position among the records of its entry, from 1. Orders them without trusting a clock. */
  readonly seq: number;
  readonly item: number;
  readonly type: LogType;
  /** Of the item's unit; at least 0, except that `adjusted` may be negative. For `credited`: minor units of money. */
  readonly quantity: number;
  /** When it happened; for an expiry its true instant, which may lie before the record was written. */
  readonly at: Instant;
  /** Who did it, as the host named them; null when nobody was named. */
  readonly actor: string | null;
  readonly info: string | null;
  /** The use that this record is part of, for `used` and `reversed`. */
  readonly use: number | null;
  readonly details: LogDetails;
}

/** The entry as its record leaves it. Applying judges nothing: replaying a log through this rebuilds its entries. */
export const applied = (entry: Entry, record: LogRecord): Entry => {
  const { data = {}, dropped = [], ...facts } = record.details.to ?? {};
  return {
    ...entry,
    ...facts,
    data: without({ ...entry.data, ...data }, dropped),
    booked: exact(entry.booked + logTypes[record.type] * record.quantity),
    revision: record.seq,
    updatedAt: Math.max(entry.updatedAt, record.at),
  };
};

/** An entry as it is before its first record, which must be `granted`. */
export const unborn = ({ user, entry, item, at, details }: LogRecord): Entry => {
  if (details.origin === undefined) throw new TypeError(`entry ${entry}: the first record of a log must be a grant`);
  return {
    user,
    id: entry,
    item,
    ...details.origin,
    revision: 0,
    status: 'pending',
    ended: null,
    createdAt: at,
    updatedAt: at,
    activatedAt: null,
    expires: null,
    booked: 0,
    data: {},
  };
};

/** Rebuilds an entry from all of its records, in the order of their `seq`. */
export const replayed = (records: readonly [LogRecord, ...LogRecord[]]): Entry =>
  records.reduce(applied, unborn(records[0]));

const without = (data: BehaviorData, dropped: readonly string[]): BehaviorData =>
  dropped.length === 0 ? data : Object.fromEntries(Object.entries(data).filter(([key]) => !dropped.includes(key)));
