import { RefusedRequest } from './refused-request.js';

/** Somebody asks more often than they may. */
export class TooManyRequests extends RefusedRequest {
  override readonly transient = true;

  /** @param retryAfter in whole seconds: when they may again. */
  constructor(readonly retryAfter: number) {
    super('too_many_requests', `That is too often. Try again in ${retryAfter} s.`, { retry_after: retryAfter });
  }
}
