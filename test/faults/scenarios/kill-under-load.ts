import { judgeCrash, judgeEnd } from '../judge/judge.js';
import { runLoad } from '../load/run-load.js';
import { withSight } from '../places/place.js';
import { amidLoad } from './amid-load.js';
import { onStage, type Round, type Verdict } from './round.js';

/**
 * kill -9 of a process with many callers, at a random moment. What it acknowledged is there exactly once; then all that it
 * did not is repeated, and all is as if it had never been killed.
 */
export const killUnderLoad = (round: Round): Promise<Verdict> =>
  onStage(round, async (stage) => {
    const { lanes, model, worker } = await amidLoad(round, stage, 0.8);
    const { book } = worker;
    await worker.kill();
    const acknowledged = book.acknowledged;
    const early = worker.isDone ? ['the load was over before the kill: this round proves nothing'] : [];
    return withSight(stage.place, async (sight) => {
      const crash = await judgeCrash(sight, model, book.answers);
      await runLoad(sight.engine, lanes, book.answers, book.hear);
      const end = await judgeEnd(sight, model, book.answers);
      return {
        violations: [...early, ...crash.violations, ...book.contradictions, ...end],
        facts: `killed after ${acknowledged} of ${book.orders} answers, ${crash.unheard} done and not heard of`,
      };
    });
  });
