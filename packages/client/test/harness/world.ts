import type { World } from '../../src/index.js';

export interface TestWorld extends World {
  /** What was waited for, in milliseconds. Nothing really is: time jumps. */
  readonly waits: readonly number[];
}

/** Time that passes only when something waits, from the beginning of 2026. @param random what `random` always gives. */
export const testWorld = (random = 0): TestWorld => {
  const waits: number[] = [];
  let now = Date.UTC(2026, 0, 1);
  return {
    waits,
    now: () => now,
    random: () => random,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
};
