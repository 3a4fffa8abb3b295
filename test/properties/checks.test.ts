import { DeniedError, type CheckInput, type Decision, type Engine } from '@holdall/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from './model/answer.js';
import { memory, monthEnds, parameters, patience, plays, type Play } from './settings.js';
import { onStage, playAll } from './stage.js';

type Asked = CheckInput & { readonly action: 'get' | 'use'; readonly quantity: number };

/** What the order says that the question is about; done on a world of its own, since it changes things. */
const ordered = async (engine: Engine, { action, ...input }: Asked): Promise<Decision> => {
  try {
    await (action === 'get' ? engine.grant(input) : engine.use(input));
    return { allowed: true };
  } catch (error) {
    if (!(error instanceof DeniedError)) throw error;
    const { reason, denials, retryAt } = error;
    return { allowed: false, reason, denials, retryAt };
  }
};

const questions = ({ world }: Play): readonly Asked[] =>
  world.users.flatMap((user) =>
    world.catalogue.items.flatMap(({ unique_key: item }) =>
      (['get', 'use'] as const).flatMap((action) => [1, 2].map((quantity) => ({ user, item, action, quantity }))),
    ),
  );

/** Plays the moves afresh, and then does something, a given time later. */
const afterwards = <R>({ world, moves }: Play, at: number | null, work: (engine: Engine) => Promise<R>): Promise<R> =>
  onStage(world, memory, async (stage) => {
    await playAll(stage, world, moves);
    if (at !== null) stage.now = at;
    return work(stage.engine);
  });

const agrees = async (play: Play, nth: number): Promise<void> => {
  const all = questions(play);
  const decisions = await afterwards(play, null, async (engine) => {
    const explained = await Promise.all(all.map((question) => engine.explain(question)));
    const checked = await Promise.all(all.map((question) => engine.check(question)));
    checked.forEach((decision, index) => {
      const { get, use } = explained[index]!;
      const of = all[index]!.action === 'get' ? get : use;
      expect(of.decision).toEqual(decision);
      const denials = decision.allowed ? [] : decision.denials;
      const refusing = of.rules.filter(({ allowed }) => !allowed);
      expect(refusing.map(({ rule, reason, facts, retryAt }) => ({ rule, reason, facts, retryAt }))).toEqual(
        denials.map(({ rule, reason, facts, retryAt }) => ({ rule, reason, facts, retryAt })),
      );
    });
    return checked;
  });
  const question = all[nth % all.length]!;
  const decision = decisions[nth % all.length]!;
  expect(plain(await afterwards(play, null, (engine) => ordered(engine, question)))).toEqual(plain(decision));
  const turning = decisions.flatMap((one, index) =>
    one.allowed || one.retryAt === null ? [] : [{ question: all[index]!, retryAt: one.retryAt.getTime() }],
  );
  for (const { question: refused, retryAt } of turning) {
    expect((await afterwards(play, retryAt - 1, (engine) => ordered(engine, refused))).allowed).toBe(false);
    expect(await afterwards(play, retryAt, (engine) => ordered(engine, refused))).toEqual({ allowed: true });
  }
};

describe('check, explain and the order itself', () => {
  it(
    'agree on every rule, and a denied one is allowed from retryAt on, to the millisecond',
    { timeout: patience },
    () => fc.assert(fc.asyncProperty(plays(), fc.nat(), agrees), parameters()),
  );

  it('agree where months end', { timeout: patience }, () =>
    fc.assert(fc.asyncProperty(monthEnds(), fc.nat(), agrees), parameters()),
  );
});
