import type { Lane } from '../limit/rate-limiter.js';

/** How one call is made; what is left out is as in the Configuration. */
export interface CallOptions {
  /** Ends the call. Where it may have been done already, with an AmbiguousError; otherwise with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** How long an answer may take, in milliseconds, on each try. */
  readonly timeout?: number | undefined;
  /** How long it may wait in all, for its turns and between tries, in milliseconds. */
  readonly patience?: number | undefined;
  /** `sale` goes before all `poll`s that wait. */
  readonly lane?: Lane | undefined;
}
