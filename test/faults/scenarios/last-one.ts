import { setTimeout as sleep } from 'node:timers/promises';
import { gist } from '../load/answer.js';
import { furnish, withSight } from '../places/place.js';
import { onStage, single, type Round, type Verdict } from './round.js';

/**
 * Two processes and the last medal, forced to meet: the first has written that it has it, and stands before its commit
 * when the second asks. `dies`: whether the first is killed there instead of going on.
 */
export const lastOne = (round: Round, { dies }: { readonly dies: boolean }): Promise<Verdict> =>
  onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    await withSight(place, ({ engine }) => engine.grant({ user: 'ann', item: 'medal', quantity: 4 }));
    const medal = { type: 'grant', item: 'medal', quantity: 1 } as const;
    const first = await start([single('first', 'ann', medal)]);
    const second = await start([single('second', 'ann', medal)]);
    first.stopAt('committing');
    first.go();
    await first.stopped('committing');
    second.go();
    // Long enough to reach the lock. Were there none, it would be answered meanwhile, with the medal.
    await sleep(150);
    const tooSoon = second.book.acknowledged > 0 ? ['the second was answered while the first held the lock'] : [];
    if (dies) await first.kill();
    else first.goOn();
    await second.done();
    if (!dies) await first.done();
    const answers = [first, second].map(({ book }) => book.answers.flat().map(gist).join() || 'nobody');
    const expected = dies ? ['nobody', 'accepted'] : ['accepted', 'denied limit_reached'];
    const wrong =
      answers.join() === expected.join() ? [] : [`they were answered ${answers.join()}, not ${expected.join()}`];
    return withSight(place, async ({ engine }) => {
      const { total } = await engine.entries({ user: 'ann', inactive: true });
      const count = total === 5 ? [] : [`there are ${total} medals`];
      return { violations: [...tooSoon, ...wrong, ...count], facts: `answered ${answers.join(' and ')}` };
    });
  });
