import type { Verdict } from '../outcome.js';
import { withCopies } from '../stores/copies.js';
import type { StoreName } from '../stores/store.js';
import type { Measure, Stage } from './measure.js';

/** What the engine's process takes at the most while it works on the grown world. */
export const memory: Measure = {
  name: 'memory',
  long: true,
  run: async ({ store, seeds, settings, runJob }: Stage) => {
    const users = seeds.usersIn('grown');
    const { peak } = await withCopies(store, [await seeds.grown()], ([place]) =>
      runJob('work', { place: place!, users, settings }),
    );
    const entries = (users * settings.entriesPerUser).toLocaleString('en');
    return { lines: [], verdicts: [memoryVerdict(store.name, `use, grant and check, ${entries} entries`, peak)] };
  },
};

const most = 300;

export const memoryVerdict = (store: StoreName, what: string, peak: number): Verdict => {
  const megabytes = peak / 1_000_000;
  return {
    store,
    what: `${what}: resident set of the engine's process`,
    measured: `${Math.round(megabytes)} MB`,
    target: `under ${most} MB`,
    reached: megabytes < most,
  };
};
