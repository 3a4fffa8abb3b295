import type { Operation } from '../load.js';
import type { Place } from '../stores/store.js';

export const contenderNames = ['engine', 'naive', 'floor'] as const;
export type ContenderName = (typeof contenderNames)[number];

export const operationNames = ['use', 'grant', 'check'] as const;
export type OperationName = (typeof operationNames)[number];

/** What there is after the work was done: the same for whoever did the same. */
export interface Counts {
  readonly entries: number;
  readonly records: number;
}

/** One way of doing the work, open on a database that it has for itself. */
export interface Contender {
  readonly operations: Readonly<Record<OperationName, Operation>>;
  counts(): Promise<Counts>;
  /** Forgets what it measured of itself: until now it was only warming up. */
  forget?(): void;
  close(): Promise<void>;
}

export type Open = (place: Place) => Promise<Contender>;
