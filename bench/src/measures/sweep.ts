import { noTargets, type Outcome } from '../outcome.js';
import { withCopies } from '../stores/copies.js';
import type { StoreName } from '../stores/store.js';
import { memoryVerdict } from './memory.js';
import type { Measure, Stage } from './measure.js';

/** Marking what has expired, while a few callers go on using. */
export const sweep: Measure = {
  name: 'sweep',
  long: true,
  run: async ({ store, seeds, settings, runJob }: Stage): Promise<Outcome> => {
    const users = seeds.usersIn('expired');
    const { perSecond, latency, peak } = await withCopies(store, [await seeds.expired()], ([place]) =>
      runJob('sweep', { place: place!, users, settings }),
    );
    const measure = `sweep of ${(users * settings.entriesPerUser).toLocaleString('en')} expired entries`;
    return {
      lines: [{ store: store.name, measure, engine: perSecond, naive: null, floor: null, targets: noTargets }],
      verdicts: [
        ...(store.name === 'better-sqlite3' ? [speedVerdict(store.name, measure, perSecond)] : []),
        {
          store: store.name,
          what: `${measure}: use by ${settings.few} callers meanwhile, 99 of 100`,
          measured: `in ${latency.toFixed(1)} ms`,
          target: 'under 50 ms',
          reached: latency < 50,
        },
        memoryVerdict(store.name, measure, peak),
      ],
    };
  },
};

const speedVerdict = (store: StoreName, measure: string, perSecond: number) => ({
  store,
  what: measure,
  measured: `${Math.round(perSecond).toLocaleString('en')} a second`,
  target: 'at least 50,000',
  reached: perSecond >= 50_000,
});
