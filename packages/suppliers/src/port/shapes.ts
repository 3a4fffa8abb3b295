import type { NormalisedStatus, PlainDate, SupplierStatus } from './record.js';

/** The supplier's word and what it means. `Active`, `ACTIVE` and `active` are one word, `NOT_ACTIVE` and `Not Active` another. */
export const statusFrom = (
  raw: string | null | undefined,
  meanings: Readonly<Record<string, NormalisedStatus>>,
): SupplierStatus => {
  if (raw === null || raw === undefined || raw === '') return { normalised: 'unknown', raw: null };
  const word = raw.toLowerCase().replaceAll(/[\s_-]/g, '');
  return { normalised: Object.hasOwn(meanings, word) ? meanings[word]! : 'unknown', raw };
};

/** Below it a number of seconds, from it on of milliseconds since 1970: in seconds it would be the year 5138. */
const leastMilliseconds = 1e11;

/** A moment out of a number of seconds or milliseconds since 1970. 0: none, which is what suppliers mean by it. */
export const dateFromEpoch = (epoch: number | null | undefined): Date | null => {
  if (epoch === null || epoch === undefined || epoch === 0) return null;
  const date = new Date(Math.abs(epoch) < leastMilliseconds ? epoch * 1000 : epoch);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** A day that exists, as it is; null for anything else, also for an empty text. */
export const plainDateFrom = (text: string | null | undefined): PlainDate | null => {
  if (text === null || text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? text : null;
};
