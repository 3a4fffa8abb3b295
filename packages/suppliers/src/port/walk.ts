import type { SupplierRecord } from './record.js';

export interface WalkOptions {
  /** Ends the walk with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Where another walk of the same list stopped: `progress.cursor`. Default: from the start. */
  readonly resumeFrom?: string | null | undefined;
  /** Stops after so many records, at least 1. Default: all. */
  readonly maxItems?: number | undefined;
  /** Stops after so many answers of the supplier, at least 1. Default: as many as there are. */
  readonly maxPages?: number | undefined;
}

/** How far a walk has come. */
export interface WalkProgress {
  /** Where to go on, behind the last record after which another was asked for; null: at the end. */
  readonly cursor: string | null;
  /** How many records were handed out and done with by this walk, those before a cursor not counted. */
  readonly records: number;
  /** How many answers of the supplier were read by this walk. */
  readonly pages: number;
  /** Whether it went on to the end of the list, the parts before a cursor included. */
  readonly complete: boolean;
  /** Whether it began behind a cursor: then the records before it were somebody else's to see. */
  readonly resumed: boolean;
  /** Why records may have been missed or seen twice; empty: nothing speaks for it. Doubts of the walks before a cursor stay. */
  readonly doubts: readonly string[];
}

/**
 * A walk over a supplier's list: iterated once. Whoever leaves it early, or whose iteration fails, finds in `progress` where
 * to go on; the record that was being worked on comes again then.
 */
export interface Walk extends AsyncIterable<SupplierRecord> {
  readonly progress: WalkProgress;
}

/** A walk that reached the end from the start and met nothing odd: what it did not show is not there. */
export const sawEverything = ({ complete, resumed, doubts }: WalkProgress): boolean =>
  complete && !resumed && doubts.length === 0;
