/** How time passes for calls: what they wait by. A test may hand over its own. */
export interface Timing {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, this many milliseconds from now; answers how to call it off. */
  after(milliseconds: number, call: () => void): () => void;
  /** From 0 to below 1: so that callers that failed together do not come back together. */
  random(): number;
}

/** The machine's. */
export const systemTiming: Timing = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
