import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '@holdall/core';
import { attempt, type Answer, type Failure } from './answer.js';
import { commandOf, type Lane } from './lane.js';

/** What a load tells of, as it happens. */
export type Told =
  | {
      readonly event: 'acknowledged';
      readonly lane: number;
      readonly nth: number;
      readonly answer: Answer;
      readonly replayed: boolean;
    }
  | { readonly event: 'failed'; readonly lane: number; readonly nth: number; readonly failure: Failure };

/** In milliseconds, before an order that failed is repeated. */
const longestPause = 40;
/** In milliseconds, before the next order. */
const longestThought = 5;

/**
 * Gives the orders of all lanes at the same time, from where each was answered before. What fails and may be repeated is
 * repeated with its key until it is answered; a lane with a failure of another kind ends there.
 */
export const runLoad = async (
  engine: Engine,
  lanes: readonly Lane[],
  answered: readonly (readonly Answer[])[],
  tell: (told: Told) => void,
): Promise<void> => {
  await Promise.all(lanes.map((lane, index) => runLane(engine, lane, answered[index] ?? [], index, tell)));
};

const runLane = async (
  engine: Engine,
  lane: Lane,
  answered: readonly Answer[],
  index: number,
  tell: (told: Told) => void,
): Promise<void> => {
  const answers = [...answered];
  while (answers.length < lane.orders.length) {
    const nth = answers.length;
    const command = commandOf(lane, nth, answers);
    const tried =
      command === null
        ? ({ answered: true, answer: { kind: 'nothing' }, replayed: false } as const)
        : await attempt(engine, command);
    if (tried.answered) {
      const { answer, replayed } = tried;
      tell({ event: 'acknowledged', lane: index, nth, answer, replayed });
      answers.push(answer);
      // Callers that were answered together would otherwise ask together again, and all batches would be alike.
      if (Math.random() < 0.25) await sleep(longestThought * Math.random());
      continue;
    }
    tell({ event: 'failed', lane: index, nth, failure: tried.failure });
    if (!tried.failure.transient) return;
    await sleep(longestPause * Math.random());
  }
};
