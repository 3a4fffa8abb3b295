import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { commandOf, give, keyOf } from '../load/lane.js';
import { Book } from '../load/book.js';
import { runLoad } from '../load/run-load.js';
import { furnish, withSight } from '../places/place.js';
import type { Point } from '../worker/checkpoints.js';
import { onStage, single, type Round, type Verdict } from './round.js';

/** kill -9 exactly there, and no luck needed: before the commit nothing is there, after it everything is. */
export const killAtPoint = async (round: Round, point: Point): Promise<Verdict> => {
  const lane = single('ann', 'ann', { type: 'addBySku', sku: 'chest', skipInvoice: false });
  const model = await modelOf([lane]);
  return onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    const worker = await start([lane]);
    worker.stopAt(point);
    worker.go();
    await worker.stopped(point);
    await worker.kill();
    return withSight(place, async (sight) => {
      const there = (await sight.engine.entries({ user: 'ann', inactive: true })).total;
      const expected = point === 'committed' ? 3 : 0;
      const amiss =
        there === expected ? [] : [`killed when ${point}, ${there} entries are there instead of ${expected}`];
      const book = new Book([lane]);
      await runLoad(sight.engine, [lane], [], book.hear);
      const again = await give(sight.engine, commandOf(lane, 0, [])!);
      if (!again.replayed) amiss.push(`${keyOf(lane, 0)} was carried out twice`);
      return {
        violations: [...amiss, ...(await judgeEnd(sight, model, book.answers))],
        facts: `killed when ${point}: ${there} entries were there`,
      };
    });
  });
};
