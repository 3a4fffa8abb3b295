import { judgeEnd } from '../judge/judge.js';
import { withSight, type Place } from '../places/place.js';
import { amidLoad } from './amid-load.js';
import { failuresIn, onStage, type Round, type Verdict } from './round.js';

/**
 * Something happens to the server, under load; the process with the callers stays up. Their commands fail as transient or
 * succeed, never both; with their keys repeated, all is as if nothing had happened.
 */
export const serverFault = (round: Round, strike: (place: Place) => Promise<void>): Promise<Verdict> =>
  onStage(round, async (stage) => {
    const { model, worker } = await amidLoad(round, stage, 0.7);
    const { book } = worker;
    const acknowledged = book.acknowledged;
    const early = worker.isDone ? ['the load was over before the fault: this round proves nothing'] : [];
    await strike(stage.place);
    await worker.done();
    await worker.end();
    return withSight(stage.place, async (sight) => ({
      violations: [...early, ...book.contradictions, ...(await judgeEnd(sight, model, book.answers))],
      facts: `after ${acknowledged} of ${book.orders} answers: ${failuresIn(book)}`,
    }));
  });
