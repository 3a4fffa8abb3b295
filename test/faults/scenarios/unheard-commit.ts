import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { mixedLoad } from '../load/mixed-load.js';
import { deafWire } from '../places/deaf-wire.js';
import { furnish, withSight } from '../places/place.js';
import { failuresIn, onStage, until, type Round, type Verdict } from './round.js';

const times = 5;

/** The server commits, and the wire breaks before it can say so: callers hear that the outcome is unknown, and ask again. */
export const unheardCommit = async (round: Round): Promise<Verdict> => {
  const lanes = mixedLoad(round.seed, round.size);
  const model = await modelOf(lanes);
  return onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    const { url } = place.options as { readonly url: string };
    const wire = await deafWire(url);
    try {
      const worker = await start(lanes, { url: wire.through(url) });
      worker.go();
      for (let time = 1; time <= times; time += 1) {
        wire.breakAtCommit();
        await until(async () => wire.broken === time);
      }
      await worker.done();
      await worker.end();
      const unheard = worker.book.failures.filter(({ code, unknown }) => code === 'storage_unreachable' && unknown);
      const told =
        unheard.length >= times ? [] : [`${times} commits were not heard of, and only ${unheard.length} callers told`];
      return await withSight(place, async (sight) => ({
        violations: [...told, ...worker.book.contradictions, ...(await judgeEnd(sight, model, worker.book.answers))],
        facts: failuresIn(worker.book),
      }));
    } finally {
      await wire.close();
    }
  });
};
