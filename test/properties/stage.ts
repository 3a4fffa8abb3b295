import { createEngine, type Engine, type Store } from '@holdall/core';
import { Player, type LegalWorld, type Move, type Order } from '@holdall/testing';
import { answerOf, type Answer } from './model/answer.js';
import type { Ground } from './settings.js';

export interface Stage {
  readonly engine: Engine;
  readonly store: Store;
  now: number;
}

/** An engine on a fresh store with the world's catalogue, at the world's start; closed in the end. */
export const onStage = async <R>(world: LegalWorld, ground: Ground, work: (stage: Stage) => Promise<R>): Promise<R> => {
  const store = await ground.open();
  const clock = { now: () => stage.now };
  const stage: Stage = { engine: await createEngine({ store, clock }), store, now: world.start };
  try {
    await stage.engine.importCatalogue({ catalogue: world.catalogue });
    return await work(stage);
  } finally {
    await stage.engine.close();
  }
};

/** An order that was given, when, and what came of it. */
export interface Done {
  readonly order: Order;
  readonly at: number;
  readonly answer: Answer;
}

export const give = async (
  engine: Engine,
  { type, input }: Order,
  hear?: (ending: unknown) => void,
): Promise<Answer> => {
  const promise = engine.execute(type, input);
  if (hear !== undefined) promise.then(hear, hear);
  return answerOf(promise);
};

/** Plays all moves, one after another; tells of every order, and of every step of the clock as null. */
export const playAll = async (
  stage: Stage,
  world: LegalWorld,
  all: readonly Move[],
  each: (done: Done | null) => Promise<void> = async () => undefined,
): Promise<readonly Done[]> => {
  const player = new Player(world);
  const done: Done[] = [];
  for (const move of all) {
    const turn = player.turn(move, stage.now);
    if (turn === null) continue;
    if ('waitUntil' in turn) {
      stage.now = turn.waitUntil;
      await each(null);
      continue;
    }
    const { order } = turn;
    const answer = await give(stage.engine, order, (ending) => player.heard(order, ending));
    done.push({ order, at: stage.now, answer });
    for (const one of await everyEntry(stage.engine)) player.sees(one);
    await each(done.at(-1)!);
  }
  return done;
};

export const everyEntry = async (engine: Engine) => (await engine.entries({ inactive: true, size: 1000 })).content;
