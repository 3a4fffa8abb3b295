import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Round } from './scenarios/round.js';
import type { Trial } from './trials.js';
import { buildWorker } from './worker/build-worker.js';

/** Different from what `npm run faults` begins with, and the same every time: HOLDALL_SEED says otherwise. */
const seed = Number(process.env['HOLDALL_SEED'] ?? 3);
/** Where chance decides, it gets two of them. */
const chances = [seed, seed + 1];

const size = { lanes: 32, orders: 25 };

/** A few rounds of trials, as tests. */
export const describeTrials = <R extends Round>(
  title: string,
  trials: readonly Trial<R>[],
  needs: () => Omit<R, 'program' | 'seed' | 'size'>,
): void => {
  describe(title, () => {
    let worker: Awaited<ReturnType<typeof buildWorker>>;
    beforeAll(async () => {
      worker = await buildWorker();
    });
    afterAll(() => worker.remove());

    const rounds = trials.flatMap((trial) =>
      (trial.chance ? chances : [seed]).map((one) => ({ title: trial.title, trial, one })),
    );
    it.each(rounds)('$title, --seed $one', async ({ trial, one }) => {
      const { violations, facts } = await trial.run({ program: worker.program, seed: one, size, ...needs() } as R);
      expect(violations, facts).toEqual([]);
    });
  });
};
