import { asciiJson } from '../values/json.js';
import { storedKinds, type StoredKind } from './stored.js';

/** The version of the format that is written. */
export const formatVersion = 1;
/** All that are understood. */
export const readableVersions: readonly number[] = [formatVersion];

/** How many records there are of each kind. */
export type RecordCounts = Readonly<Record<StoredKind, number>>;

export const noRecords = (): Record<StoredKind, number> =>
  Object.fromEntries(storedKinds.map((kind) => [kind, 0])) as Record<StoredKind, number>;

/** Compared with what was read: an export that lost its end, or was changed, is refused. */
export interface Trailer {
  readonly holdall: 'end';
  readonly records: RecordCounts;
  /** Of all lines before it with their line ends, in hexadecimal. */
  readonly sha256: string;
}

export const header = { holdall: 'export', version: formatVersion } as const;

/**
 * One line for one value, always the same: keys sorted, no spaces, and in ASCII, so that no editor, shell or driver on
 * the way can take it for another encoding.
 */
export const lineOf = (value: object): string => `${asciiJson(value)}\n`;
