import type { EntryStatus, InventoryEvent, LogType } from '@holdall/core';
import { moment, type Moment } from '../clock.js';
import type { World } from './world.js';

/** What else a record says. Compared where an expectation names it. */
export interface RecordFacts {
  readonly at?: Moment;
  readonly actor?: string | null;
  readonly info?: string | null;
  /** What the entry is from then on. */
  readonly status?: EntryStatus;
  readonly ended?: 'used_up' | 'expired' | 'revoked' | 'deactivated' | null;
  readonly expires?: Moment | null;
  readonly activatedAt?: Moment | null;
  readonly data?: Readonly<Record<string, unknown>>;
  /** What it was before: the facts that are named. */
  readonly from?: Omit<RecordFacts, 'from' | 'at' | 'actor' | 'info' | 'currency'>;
  readonly currency?: string;
}

export interface ExpectedRecord {
  readonly record: {
    readonly type: LogType;
    readonly label: string;
    readonly quantity: number;
    readonly facts: RecordFacts;
  };
}

export const recordOf = (type: LogType, label: string, quantity: number, facts: RecordFacts = {}): ExpectedRecord => ({
  record: { type, label, quantity, facts },
});

const counted = (type: LogType) => (label: string, quantity: number, facts?: RecordFacts) =>
  recordOf(type, label, quantity, facts);
const plain = (type: LogType) => (label: string, facts?: RecordFacts) => recordOf(type, label, 0, facts);

export const used = counted('used');
export const reversed = counted('reversed');
/** With what was forfeited. */
export const expired = counted('expired');
export const revoked = counted('revoked');
export const adjusted = counted('adjusted');
export const activated = plain('activated');
export const dataChanged = plain('data_changed');

export const statusChanged = (label: string, from: EntryStatus, to: EntryStatus, facts: RecordFacts = {}) =>
  recordOf('status_changed', label, 0, { ...facts, from: { ...facts.from, status: from }, status: to });

export const expiresChanged = (label: string, from: Moment | null, to: Moment | null, facts: RecordFacts = {}) =>
  recordOf('expires_changed', label, 0, { ...facts, from: { expires: from }, expires: to });

/** Minor units of money that the host's wallet is to book. */
export const credited = (label: string, value: number, currency: string) =>
  recordOf('credited', label, value, { currency });

/** A record as a line of text, as the spec says it. */
export const lineOfExpected = ({ record: { type, label, quantity, facts } }: ExpectedRecord): string =>
  line(type, label, quantity, plainly(facts));

/** A record as it is, told of only as much as the expectation names. */
export const lineOfActual = (event: InventoryEvent, expected: ExpectedRecord | undefined, world: World): string => {
  const { type, entry, quantity, at, actor, info, details } = event;
  const facts = { at, actor, info, ...details.to, from: details.from, currency: details.currency };
  const wanted = expected === undefined ? {} : plainly(expected.record.facts);
  return line(type, world.labelOf(entry), quantity, narrowed(plainly(facts), wanted));
};

type Plain = Readonly<Record<string, unknown>>;

const line = (type: string, label: string, quantity: number, facts: Plain): string =>
  [type, label, quantity, ...(Object.keys(facts).length > 0 ? [JSON.stringify(facts)] : [])].join(' ');

const moments = new Set(['at', 'expires', 'activatedAt']);

/** Moments as ISO texts, keys in one order: equal facts make equal lines. */
const plainly = (facts: object): Plain =>
  Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]: [string, unknown]) => {
        if (moments.has(key) && value !== null) return [key, asMoment(value as Moment | number).toISOString()];
        return [key, key === 'from' ? plainly(value as object) : sorted(value)];
      }),
  );

const asMoment = (value: Moment | number): Date => moment(typeof value === 'number' ? new Date(value) : value);

const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
};

const narrowed = (facts: Plain, wanted: Plain): Plain =>
  Object.fromEntries(
    Object.entries(wanted)
      .filter(([key]) => Object.hasOwn(facts, key))
      .map(([key, part]) => [key, key === 'from' ? narrowed(facts[key] as Plain, part as Plain) : facts[key]]),
  );
