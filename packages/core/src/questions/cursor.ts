import { field } from '../commands/fields.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import type { Order, Place } from '../ports/query.js';
import { fromBase64Url, toBase64Url } from '../values/base64url.js';
import { canonicalJson } from '../values/json.js';
import { isStorable } from '../values/text.js';

/** What a cursor belongs to: a place means something only in the very list in which it was found. */
export interface Walked {
  readonly list: 'entries' | 'log';
  /** Filters and order as they were asked for. */
  readonly question: object;
  readonly sort: readonly Order<string>[];
}

const version = 1;
/** A question may name a hundred users and a hundred items. */
const longest = 160_000;

export const Cursor = field(
  'cursor',
  `must be a text of 1 to ${longest} characters`,
  (value) => typeof value === 'string' && value.length >= 1 && value.length <= longest,
);

/** A question without what was not asked for: absent and null mean the same. */
export const asked = (question: object): object =>
  Object.fromEntries(Object.entries(question).filter(([, value]) => value !== null && value !== undefined));

/** Opaque to callers: they keep it and give it back. */
export const cursorAt = ({ list, question }: Walked, place: Place): string =>
  toBase64Url(canonicalJson([version, list, question, place]));

/**
 * The place that a cursor names.
 * @throws InvalidInputError for all but what `cursorAt` gave for this very list.
 */
export const placeAt = (walked: Walked, cursor: string): Place => {
  const place = placeIn(cursor);
  // Written anew it must be the same text: that compares version, list, filters and order at once.
  if (place !== undefined && fits(place, walked.sort) && cursorAt(walked, place) === cursor) return place;
  const message = 'must be `next` of an earlier answer to the same question: same list, same filters, same order';
  throw new InvalidInputError([{ path: 'after', message }]);
};

const placeIn = (cursor: string): readonly unknown[] | undefined => {
  try {
    const parts: unknown = JSON.parse(fromBase64Url(cursor) ?? '');
    const place: unknown = Array.isArray(parts) ? parts[3] : undefined;
    return Array.isArray(place) ? place : undefined;
  } catch {
    return undefined;
  }
};

const fits = (place: readonly unknown[], sort: readonly Order<string>[]): place is Place =>
  place.length === sort.length && sort.every(({ by }, index) => canStandAt(by, place[index]));

/** Whether a row can have this value there: a database must not be asked to compare anything else. */
const canStandAt = (by: string, value: unknown): boolean => {
  if (by === 'user') return typeof value === 'string' && isStorable(value);
  return Number.isSafeInteger(value) || (by === 'expires' && value === null);
};
