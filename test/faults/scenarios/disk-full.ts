import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { mixedLoad } from '../load/mixed-load.js';
import type { TightPlace } from '../places/on-small-disk.js';
import { furnish, withSight } from '../places/place.js';
import { failuresIn, onStage, type Round, type Verdict } from './round.js';

/** What is left for the load: less than it needs. */
const room = 256 * 1024;

/** As many failures as it takes to be sure that it is full. */
const enough = 50;

/** A disk that is really full, under load, and then has room again: the same process goes on by itself. */
export const diskFull = async (round: Round<TightPlace>): Promise<Verdict> => {
  const lanes = mixedLoad(round.seed, round.size);
  const model = await modelOf(lanes);
  return onStage(round, async ({ place, worker: start }) => {
    const { disk } = place;
    await furnish(place);
    const worker = await start(lanes);
    await disk.leave(room);
    worker.go();
    await worker.failed(enough);
    const early = worker.isDone ? ['the load was over before the disk was full'] : [];
    const unexpected = worker.book.failures.filter(({ code, transient }) => code !== 'storage_full' || !transient);
    disk.makeRoom();
    await worker.done();
    await worker.end();
    return withSight(place, async (sight) => ({
      violations: [
        ...early,
        ...unexpected.map(({ code, message }) => `failed as ${code}: ${message}`),
        ...worker.book.contradictions,
        ...(await judgeEnd(sight, model, worker.book.answers)),
      ],
      facts: failuresIn(worker.book),
    }));
  });
};
