import { setTimeout as sleep } from 'node:timers/promises';
import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { mixedLoad } from '../load/mixed-load.js';
import { randomFrom } from '../load/random.js';
import { furnish, withSight, type Place } from '../places/place.js';
import { failuresIn, onStage, type Round, type Verdict } from './round.js';

/**
 * Something happens to the server, under load; the process with the callers stays up. Their commands fail as transient or
 * succeed, never both; with their keys repeated, all is as if nothing had happened.
 */
export const serverFault = async (round: Round, strike: (place: Place) => Promise<void>): Promise<Verdict> => {
  const lanes = mixedLoad(round.seed, round.size);
  const model = await modelOf(lanes);
  const random = randomFrom(round.seed);
  return onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    const worker = await start(lanes);
    const { book } = worker;
    worker.go();
    await worker.acknowledged(random(Math.floor(book.orders * 0.7)));
    await sleep(random(15));
    const acknowledged = book.acknowledged;
    const early = worker.isDone ? ['the load was over before the fault: this round proves nothing'] : [];
    await strike(place);
    await worker.done();
    await worker.end();
    return withSight(place, async (sight) => ({
      violations: [...early, ...book.contradictions, ...(await judgeEnd(sight, model, book.answers))],
      facts: `after ${acknowledged} of ${book.orders} answers: ${failuresIn(book)}`,
    }));
  });
};
