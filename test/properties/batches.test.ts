import type { Need, NeedKind, Store } from '@holdall/core';
import type { LegalWorld } from '@holdall/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grounds } from './grounds.js';
import type { Answer } from './model/answer.js';
import { parameters, patience, plays } from './settings.js';
import { give, onStage, playAll, type Done, type Stage } from './stage.js';

/** Everything that a store holds, ids and all. */
const contents = async ({ store, engine }: Stage, { users }: LegalWorld, done: readonly Done[]) => {
  const entries = { users: null, items: null, openAt: null, created: [], order: [], page: 1, size: 10_000 };
  const log = { entry: null, types: null, direction: 'ASC', page: 1, size: 10_000 } as const;
  const ids = done.map((_, index) => index + 1);
  const keys = done.flatMap(({ order }) => (order.input['key'] as string | null | undefined) ?? []);
  return {
    entries: await store.entries(entries),
    logs: await Promise.all(users.map((user) => store.log({ ...log, user }))),
    items: await engine.items({ archived: true, size: 1000 }),
    kept: await kept(
      store,
      users.flatMap((user): readonly Need[] => [
        ...ids.map((id) => ({ kind: 'use', user, id }) as const),
        ...ids.map((id) => ({ kind: 'invoice', user, id }) as const),
        ...keys.map((key) => ({ kind: 'reply', scope: user, key }) as const),
      ]),
    ),
  };
};

const kept = async (store: Store, needs: readonly Need[]): Promise<readonly unknown[]> => {
  let answers: readonly unknown[] = [];
  await store.read({
    needs: () => needs,
    answer: (_catalogue, loaded) => {
      answers = needs.map((need) => loaded.get<NeedKind>(need));
      return [];
    },
  });
  return answers;
};

/** Cuts into lists of the given sizes, and wherever the clock moved. */
const cut = (done: readonly Done[], sizes: readonly number[]): readonly (readonly Done[])[] => {
  const batches: Done[][] = [];
  for (const one of done) {
    const last = batches.at(-1);
    const full = last === undefined || last.length >= (sizes[(batches.length - 1) % sizes.length] ?? 1);
    if (full || last[0]!.at !== one.at) batches.push([one]);
    else last.push(one);
  }
  return batches;
};

/** Gives what stands in one list at once, so that it is decided together. */
const inBatches = async (stage: Stage, batches: readonly (readonly Done[])[]): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  for (const batch of batches) {
    stage.now = batch[0]!.at;
    answers.push(...(await Promise.all(batch.map(({ order }) => give(stage.engine, order)))));
  }
  return answers;
};

describe.each(grounds)('on $name', (ground) => {
  it(
    'a batch gives what its commands give one by one: the same answers, and the same store',
    { timeout: patience },
    () =>
      fc.assert(
        fc.asyncProperty(
          // Where no time passes nothing has to be cut: then batches are as large as they can be.
          fc.oneof(plays(), plays({ waits: false, most: 60 })),
          fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
          async ({ world, moves }, sizes) => {
            const alone = await onStage(world, ground, async (stage) => {
              const done = await playAll(stage, world, moves);
              return { done, contents: await contents(stage, world, done) };
            });
            await onStage(world, ground, async (stage) => {
              const answers = await inBatches(stage, cut(alone.done, sizes));
              expect(answers).toEqual(alone.done.map(({ answer }) => answer));
              expect(await contents(stage, world, alone.done)).toEqual(alone.contents);
            });
          },
        ),
        parameters(2 * ground.share),
      ),
  );
});
