import { setTimeout as sleep } from 'node:timers/promises';
import { judgeCrash, judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { mixedLoad } from '../load/mixed-load.js';
import { randomFrom } from '../load/random.js';
import { runLoad } from '../load/run-load.js';
import { furnish, withSight } from '../places/place.js';
import { onStage, type Round, type Verdict } from './round.js';

/**
 * kill -9 of a process with many callers, at a random moment. What it acknowledged is there exactly once; then all that it
 * did not is repeated, and all is as if it had never been killed.
 */
export const killUnderLoad = async (round: Round): Promise<Verdict> => {
  const lanes = mixedLoad(round.seed, round.size);
  const model = await modelOf(lanes);
  const random = randomFrom(round.seed);
  return onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    const worker = await start(lanes);
    const { book } = worker;
    worker.go();
    // After an answer, and a little: answers come right after a commit, and it is to be hit anywhere.
    await worker.acknowledged(random(Math.floor(book.orders * 0.8)));
    await sleep(random(15));
    await worker.kill();
    const acknowledged = book.acknowledged;
    const early = worker.isDone ? ['the load was over before the kill: this round proves nothing'] : [];
    return withSight(place, async (sight) => {
      const crash = await judgeCrash(sight, model, book.answers);
      await runLoad(sight.engine, lanes, book.answers, book.hear);
      const end = await judgeEnd(sight, model, book.answers);
      return {
        violations: [...early, ...crash.violations, ...book.contradictions, ...end],
        facts: `killed after ${acknowledged} of ${book.orders} answers, ${crash.unheard} done and not heard of`,
      };
    });
  });
};
