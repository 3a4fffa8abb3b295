import type { HoldallError } from '../errors/holdall-error.js';
import { NetworkError, TimeoutError } from '../errors/no-answer.js';
import { RefusedError } from '../errors/refused.js';
import type { Settings } from '../options.js';

/** What is over in a moment by itself. 408: the server did not get the whole request in its time. */
const passing = new Set([408, 429, 502, 503, 504]);

/** The middle of the first pause, in milliseconds; each further one is twice as long. */
const firstPause = 200;

/** Whether the same request may be answered otherwise when it is sent again. No denial is, and no fault of the request. */
export const mayPass = (error: unknown): error is HoldallError =>
  error instanceof NetworkError ||
  error instanceof TimeoutError ||
  (error instanceof RefusedError && passing.has(error.status));

/**
 * How long to wait before sending again, in milliseconds; null: as long as the server asks for is too long. The server's
 * wish is the least: clients that failed together must not come back together, so each adds a random part of its own.
 */
export const pauseBefore = (retry: number, error: HoldallError, settings: Settings): number | null => {
  const { longestPauseMs, world } = settings;
  const own = world.random() * Math.min(longestPauseMs, firstPause * 2 ** retry);
  const asked = error instanceof RefusedError && error.retryAt !== null ? error.retryAt.getTime() - world.now() : 0;
  if (asked > longestPauseMs) return null;
  return Math.min(longestPauseMs, Math.max(0, asked) + own);
};
