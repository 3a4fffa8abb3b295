import type { SweepExpiredResult } from '@holdall/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grounds } from './grounds.js';
import { plain, type Answer } from './model/answer.js';
import { Model } from './model/model.js';
import { monthEnds, parameters, patience, plays, type Ground, type Play } from './settings.js';
import { everyEntry, onStage, playAll, type Stage } from './stage.js';

const month = 30 * 24 * 3_600_000;

/** What the catalogue's commands answer is the document: of no interest here. Which replies a sweep forgets first is open. */
const comparable = (type: string, answer: Answer): Answer => {
  if (!answer.ok) return answer;
  if (type === 'updateItem' || type === 'deleteItem') return { ...answer, result: null };
  return type === 'sweepExpired' ? { ...answer, result: (answer.result as SweepExpiredResult).expired } : answer;
};

const expectSameState = async ({ engine, now }: Stage, model: Model, users: readonly string[]): Promise<void> => {
  model.tick(now);
  expect(plain(await everyEntry(engine))).toEqual(model.entries.map((entry) => model.view(entry)));
  for (const user of users) {
    for (const { key } of model.items) {
      const [balance, get, use] = await Promise.all([
        engine.balance({ user, item: key }),
        engine.check({ user, item: key, action: 'get' }),
        engine.check({ user, item: key, action: 'use' }),
      ]);
      expect(plain(balance)).toEqual(model.balance(user, key));
      expect(plain(get)).toEqual(model.decision('get', user, key, 1));
      expect(plain(use)).toEqual(model.decision('use', user, key, 1));
    }
  }
};

const sameAsModel = (all: fc.Arbitrary<Play>, ground: Ground) =>
  fc.asyncProperty(all, ({ world, moves }) =>
    onStage(world, ground, async (stage) => {
      const model = new Model(world, month);
      await playAll(stage, world, moves, async (done) => {
        if (done !== null) {
          const { type, input } = done.order;
          const expected = { type, input, answer: comparable(type, model.execute(done.order, done.at)) };
          expect({ type, input, answer: comparable(type, done.answer) }).toEqual(expected);
        }
        await expectSameState(stage, model, world.users);
      });
      for (const { user, id, granted, usedNet } of model.entries) {
        expect(await stage.engine.ledger({ user, entry: id })).toMatchObject({ granted, used: usedNet });
      }
    }),
  );

describe.each(grounds)('the engine and a naive model on $name', (ground) => {
  it('give the same answers and hold the same things after every step', { timeout: patience }, () =>
    fc.assert(sameAsModel(plays(), ground), parameters(ground.share)),
  );

  it('agree on windows of months around the ends of months', { timeout: patience }, () =>
    fc.assert(sameAsModel(monthEnds(), ground), parameters(ground.share)),
  );
});
