/** How time passes for a client: what it waits by. A test may hand over its own. */
export interface Timing {
  /** In milliseconds. Only differences mean anything, and it never goes back. */
  now(): number;
  /** Calls back once, this many milliseconds from now; answers how to call it off. */
  after(milliseconds: number, call: () => void): () => void;
  /** From 0 to below 1: so that clients that failed together do not come back together. */
  random(): number;
}

/** The machine's. Unlike core's timers these keep a process alive: a call that waits for its turn is unfinished work. */
export const systemTiming: Timing = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
