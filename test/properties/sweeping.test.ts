import type { LegalWorld } from '@holdall/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from './model/answer.js';
import { memory, parameters, patience, plays } from './settings.js';
import { everyEntry, give, onStage, playAll, type Done, type Stage } from './stage.js';

/** All that can be asked at a moment. `plain` leaves out what is bookkeeping: revisions and when they were. */
const asked = async ({ engine }: Stage, { users, catalogue }: LegalWorld): Promise<unknown> => {
  const pairs = users.flatMap((user) => catalogue.items.map(({ unique_key: item }) => ({ user, item })));
  const entries = await everyEntry(engine);
  return plain([
    entries,
    (await engine.entries({ size: 1000 })).content,
    ...(await Promise.all(pairs.map((pair) => Promise.all([engine.balance(pair), engine.explain(pair)])))),
  ]);
};

describe('sweeping', () => {
  it('changes no answer, whenever it is done', { timeout: patience }, () =>
    fc.assert(
      fc.asyncProperty(
        plays({ sweeps: false }),
        fc.array(fc.constantFrom(0, 0, 1, 2, 1000), { minLength: 1 }),
        async ({ world, moves }, sweeps) => {
          const heard: { readonly done: Done | null; readonly at: number; readonly answers: unknown }[] = [];
          await onStage(world, memory, async (stage) => {
            await playAll(stage, world, moves, async (done) => {
              heard.push({ done, at: stage.now, answers: await asked(stage, world) });
            });
          });
          await onStage(world, memory, async (stage) => {
            for (const [index, { done, at, answers }] of heard.entries()) {
              stage.now = at;
              const most = sweeps[index % sweeps.length]!;
              if (most > 0) await stage.engine.sweepExpired({ most });
              const answer = done && (await give(stage.engine, done.order));
              expect(answer).toEqual(done && done.answer);
              expect(await asked(stage, world)).toEqual(answers);
            }
          });
        },
      ),
      parameters(),
    ),
  );
});
