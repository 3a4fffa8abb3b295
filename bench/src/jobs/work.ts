import { openEngine } from '../contenders/engine.js';
import { operationNames } from '../contenders/contender.js';
import { closedLoop } from '../load.js';
import { randomFrom } from '../random.js';
import { usersOf } from '../world.js';
import type { Job } from './job.js';

/** Every operation in turn, for as long as all of its rounds together. */
export const work: Job<'work'> = async ({ place, users, settings }) => {
  const { crowd, round, rounds, seed } = settings;
  const engine = await openEngine(place);
  try {
    for (const operation of operationNames) {
      const load = { callers: crowd, milliseconds: round * rounds, nextUser: usersOf(randomFrom(seed), users) };
      await closedLoop(engine.operations[operation], load);
    }
    return {};
  } finally {
    await engine.close();
  }
};
