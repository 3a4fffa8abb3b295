import type { Outcome } from '../outcome.js';
import type { Seeds } from '../seeds/seeds.js';
import type { RunJob } from '../jobs/job.js';
import type { Serve } from '../http/served.js';
import type { Settings } from '../settings.js';
import type { BenchStore, StoreName } from '../stores/store.js';

/** What a measure has to work with: a store, worlds to copy, and how long it may take. */
export interface Stage {
  readonly store: BenchStore;
  readonly seeds: Seeds;
  readonly settings: Settings;
  /** Does a job in a process of its own. */
  readonly runJob: RunJob;
  /** Starts a server in a process of its own. */
  readonly serve: Serve;
  /** Hears what is worth knowing beside the figures. */
  readonly note: (text: string) => void;
}

/** Something that is measured. All have the same way: runners or a job on copies of a seed, then lines and verdicts. */
export interface Measure {
  /** As the command line names it. */
  readonly name: string;
  /** Where it is measured; everywhere unless said. */
  readonly stores?: readonly StoreName[];
  /** Whether it takes its time: then a quick run does it only when it is asked for by name. */
  readonly long: boolean;
  run(stage: Stage): Promise<Outcome>;
}
