import type { Timing } from '@holdall/suppliers';

/** Time that passes at once for whoever waits, and is counted. */
export interface Hurry extends Timing {
  /** How many milliseconds were waited for in all. */
  waited(): number;
}

export const hurry = (start = Date.UTC(2026, 0, 31, 10)): Hurry => {
  let now = start;
  return {
    now: () => now,
    after: (milliseconds, call) => {
      const turn = setImmediate(() => {
        now += milliseconds;
        call();
      });
      return () => clearImmediate(turn);
    },
    random: () => 0.5,
    waited: () => now - start,
  };
};
