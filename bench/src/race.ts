import type { Contender } from './contenders/contender.js';
import { Runner, type Course } from './runner.js';

/** Who runs which course. */
export interface Entrant {
  readonly course: Course;
  readonly open: () => Promise<Contender>;
}

/**
 * The speed of each. They take turns, round by round, so that whatever else the machine does hits all of them.
 * @throws Error when one of them has not done what it answered.
 */
export const race = async (entrants: readonly Entrant[], rounds: number): Promise<readonly number[]> => {
  const runners: Runner[] = [];
  try {
    for (const { course, open } of entrants) runners.push(await Runner.start(course, await open()));
    for (const runner of runners) await runner.warmUp();
    for (let round = 0; round < rounds; round += 1) {
      for (const runner of runners) await runner.round();
    }
    for (const runner of runners) await runner.verify();
    return runners.map(({ speed }) => speed);
  } finally {
    for (const runner of runners) await runner.leave();
  }
};
