import type { Settings } from '../settings.js';
import type { Place } from '../stores/store.js';

/** What is done where nothing but the engine runs. */
export interface JobInput {
  readonly place: Place;
  readonly users: number;
  readonly settings: Settings;
}

export interface JobResults {
  work: object;
  sweep: {
    /** Entries marked per second. */
    readonly perSecond: number;
    /** Milliseconds in which 99 of 100 uses were answered meanwhile. */
    readonly latency: number;
  };
}
export type JobKind = keyof JobResults;
export type Job<K extends JobKind> = (input: JobInput) => Promise<JobResults[K]>;

export type RunJob = <K extends JobKind>(
  kind: K,
  input: JobInput,
) => Promise<
  JobResults[K] & {
    /** The largest resident set of the process so far, in bytes. */
    readonly peak: number;
  }
>;
