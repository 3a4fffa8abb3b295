import type { Instant } from '../values/instant.js';

/** Where `now` comes from. The engine reads it once per batch, at its edge, and passes it on. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = {
  // The only place in core that looks at a clock; whoever wants another one hands it to createEngine.
  // oxlint-disable-next-line no-restricted-properties
  now: () => Date.now(),
};
