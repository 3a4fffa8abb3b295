import type { Lane, RateLimiter } from '../limit/rate-limiter.js';
import type { Timing } from '../timing.js';

/** What all calls of a Configuration share. */
export interface Settings {
  /** Without a slash at its end. */
  readonly basePath: string;
  readonly key: () => Promise<string>;
  readonly timeout: number;
  readonly patience: number;
  readonly attempts: number;
  readonly lane: Lane;
  readonly limiter: RateLimiter;
  readonly fetch: typeof globalThis.fetch;
  readonly timing: Timing;
}
