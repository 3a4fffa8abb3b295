import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Round } from './scenarios/round.js';
import type { Trial } from './trials.js';
import { buildWorker } from './worker/build-worker.js';

/** The same every time, unless HOLDALL_SEED says otherwise. */
const wanted = process.env['HOLDALL_SEED'] ?? '3';
const seed = wanted === 'random' ? Date.now() % 1_000_000 : Number(wanted);

const size = { lanes: 24, orders: 20 };

/** A few rounds of trials, as tests. `build` makes the program of their processes. */
export const describeTrials = <R extends Round>(
  place: string,
  trials: readonly Trial<R>[],
  needs: () => Omit<R, 'program' | 'seed' | 'size'>,
  build = buildWorker,
): void => {
  describe(`nothing is lost on ${place}`, () => {
    let worker: Awaited<ReturnType<typeof buildWorker>>;
    beforeAll(async () => {
      worker = await build();
    });
    afterAll(() => worker.remove());

    const rounds = trials.flatMap((trial) =>
      Array.from({ length: trial.short }, (_, nth) => [trial.title, seed + nth, trial] as const),
    );
    it.each(rounds)('%s, --seed %i', async (_title, one, trial) => {
      const { violations, facts } = await trial.run({ program: worker.program, seed: one, size, ...needs() } as R);
      expect(violations, facts).toEqual([]);
    });
  });
};
