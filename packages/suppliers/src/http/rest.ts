import type { Timing } from './timing.js';

/** What a call is ended with: the caller's own reason, as it is. It need be no Error, though it nearly always is. */
export const abortReason = (signal: AbortSignal | undefined): Error => signal?.reason as Error;

/** Waits so many milliseconds. @throws the reason of the signal. */
export const rest = (timing: Timing, milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(abortReason(signal));
    const abort = (): void => {
      wake();
      reject(abortReason(signal));
    };
    const wake = timing.after(milliseconds, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
