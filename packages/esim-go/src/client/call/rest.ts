import type { Timing } from '../timing.js';
import { abortReason } from './abort-reason.js';

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
