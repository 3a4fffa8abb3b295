/** How time passes for a worker. A host or a test may hand over its own. */
export interface Timers {
  /** Calls back once, this many milliseconds from now; answers how to call it off. Must not keep a process from ending. */
  after(milliseconds: number, call: () => void): () => void;
  /** Resolves soon, when all else in the process that waits for its turn has had one. */
  pause(): Promise<void>;
  /** At random, from 0 to below 1: so that several processes that began together do not keep step. */
  random(): number;
}

/** What every JavaScript platform has, and the language itself does not. On Node.js the timer is an object. */
declare const setTimeout: (call: () => void, milliseconds: number) => { unref?(): void } | number;
declare const clearTimeout: (timer: unknown) => void;

export const systemTimers: Timers = {
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    if (typeof timer === 'object') timer.unref?.();
    return () => clearTimeout(timer);
  },
  pause: () => new Promise((resolve) => void setTimeout(resolve, 0)),
  // The only place in core that asks for chance; nothing about inventories is decided by it.
  // oxlint-disable-next-line no-restricted-properties
  random: () => Math.random(),
};
