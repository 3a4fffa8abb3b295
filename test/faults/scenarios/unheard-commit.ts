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
        // In between, ids are reserved anew, which is a commit too, but not of a command.
        const before = worker.book.acknowledged;
        await worker.acknowledged(Math.min(before + lanes.length, worker.book.orders - 1));
        wire.breakAtCommit();
        await until(async () => wire.broken === time || worker.isDone);
      }
      await worker.done();
      await worker.end();
      const { unheard, contradictions } = worker.book;
      const told = unheard > 0 ? [] : ['no command was carried out without being heard of: this round proves nothing'];
      return await withSight(place, async (sight) => ({
        violations: [...told, ...contradictions, ...(await judgeEnd(sight, model, worker.book.answers))],
        facts: `${wire.broken} broken, ${unheard} carried out and not heard of: ${failuresIn(worker.book)}`,
      }));
    } finally {
      await wire.close();
    }
  });
};
