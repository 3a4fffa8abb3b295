import { setTimeout as sleep } from 'node:timers/promises';
import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { Book } from '../load/book.js';
import { mixedLoad } from '../load/mixed-load.js';
import { randomFrom } from '../load/random.js';
import { runLoad } from '../load/run-load.js';
import { furnish, withSight } from '../places/place.js';
import { WorkerProcess } from '../worker/worker-process.js';
import { onStage, type Round, type Verdict } from './round.js';

/** In milliseconds: about as long as a process takes to start and to make the tables. */
const longestStart = 800;

/** kill -9 of a process that starts on an empty database: whoever comes next finds nothing, or everything, and goes on. */
export const killWhileOpening = async (round: Round): Promise<Verdict> => {
  const lanes = mixedLoad(round.seed, { lanes: 4, orders: 20 });
  const model = await modelOf(lanes);
  return onStage(round, async ({ place }) => {
    const worker = new WorkerProcess(round.program, place.options, []);
    const moment = randomFrom(round.seed)(longestStart);
    await sleep(moment);
    await worker.kill();
    await furnish(place);
    return withSight(place, async (sight) => {
      const book = new Book(lanes);
      await runLoad(sight.engine, lanes, [], book.hear);
      return {
        violations: [...book.contradictions, ...(await judgeEnd(sight, model, book.answers))],
        facts: `killed ${moment} ms after its start`,
      };
    });
  });
};
