import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import type { Lane } from '../load/lane.js';
import { furnish, withSight } from '../places/place.js';
import { failuresIn, onStage, single, type Round, type Verdict } from './round.js';

const holding = single('holder', 'ann', { type: 'grant', item: 'pass', quantity: 1 });
const waiting: Lane = {
  name: 'waiting',
  user: 'ann',
  orders: [
    { type: 'grant', item: 'potion', quantity: 1 },
    { type: 'use', item: 'potion', quantity: 2 },
  ],
};

/** In milliseconds, for the lock on each try. */
const patience = 20;

/**
 * Another process holds the lock, of the file or of the user, for longer than all tries take: commands fail as busy, and
 * changed nothing; once it lets go, the same process carries the same commands out, once.
 */
export const locked = async (round: Round): Promise<Verdict> => {
  const model = await modelOf([holding, waiting]);
  return onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    const holder = await start([holding]);
    const other = await start([waiting], { busyTimeout: patience, lockTimeout: patience, tries: 2 });
    holder.stopAt('committing');
    holder.go();
    await holder.stopped('committing');
    other.go();
    await other.failed(3);
    const early = other.isDone ? ['the other was answered while the lock was held'] : [];
    const unexpected = other.book.failures.filter(({ code, transient, unknown }) => {
      return code !== 'storage_busy' || !transient || unknown;
    });
    holder.goOn();
    await Promise.all([holder.done(), other.done()]);
    const answers = [...holder.book.answers, ...other.book.answers];
    return withSight(place, async (sight) => ({
      violations: [
        ...early,
        ...unexpected.map(({ code, message }) => `failed as ${code}: ${message}`),
        ...other.book.contradictions,
        ...(await judgeEnd(sight, model, answers)),
      ],
      facts: failuresIn(other.book),
    }));
  });
};
