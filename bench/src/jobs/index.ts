import type { Job, JobKind, RunJob } from './job.js';
import { peakResidentSet } from './peak.js';
import { sweep } from './sweep.js';
import { work } from './work.js';

const jobs: { readonly [K in JobKind]: Job<K> } = { work, sweep };

/** Does a job where it is asked for. */
export const runHere: RunJob = async (kind, input) => {
  const result = await (jobs[kind] as Job<typeof kind>)(input);
  return { ...result, peak: peakResidentSet() };
};
