import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { cut } from '../places/connections.js';
import { furnish, withSight } from '../places/place.js';
import type { Point } from '../worker/checkpoints.js';
import { failuresIn, onStage, single, until, type Round, type Verdict } from './round.js';

const asking = single('asking', 'ann', { type: 'addBySku', sku: 'chest', skipInvoice: false });
const holding = single('holding', 'ann', { type: 'grant', item: 'pass', quantity: 1 });

/** The connection is cut exactly there; the same process goes on, on a new one. */
export const cutAtPoint = async (round: Round, point: Point): Promise<Verdict> => {
  const model = await modelOf([asking]);
  return onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    const worker = await start([asking]);
    worker.stopAt(point);
    worker.go();
    await worker.stopped(point);
    const count = await cut(place, point === 'committed' ? 'all' : 'stopped');
    worker.goOn();
    await worker.done();
    await worker.end();
    return withSight(place, async (sight) => ({
      violations: [
        ...(count === 0 ? ['no connection was cut'] : []),
        ...worker.book.contradictions,
        ...(await judgeEnd(sight, model, worker.book.answers)),
      ],
      facts: `${count} cut when ${point}: ${failuresIn(worker.book)}`,
    }));
  });
};

/** The connection is cut while its batch waits for the lock that another process holds. */
export const cutWhileWaiting = async (round: Round): Promise<Verdict> => {
  const model = await modelOf([holding, asking]);
  return onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    const [holder, worker] = [await start([holding]), await start([asking])];
    holder.stopAt('committing');
    holder.go();
    await holder.stopped('committing');
    worker.go();
    await until(async () => (await cut(place, 'waiting')) > 0);
    holder.goOn();
    await Promise.all([holder.done(), worker.done()]);
    await Promise.all([holder.end(), worker.end()]);
    const answers = [...holder.book.answers, ...worker.book.answers];
    return withSight(place, async (sight) => ({
      violations: [...worker.book.contradictions, ...(await judgeEnd(sight, model, answers))],
      facts: failuresIn(worker.book),
    }));
  });
};
