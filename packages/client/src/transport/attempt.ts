import { HoldallError } from '../errors/holdall-error.js';
import { errorFrom } from '../errors/from-response.js';
import { NetworkError, TimeoutError } from '../errors/no-answer.js';
import type { Settings } from '../options.js';
import { Deadline } from './deadline.js';

/** A request as it goes out. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Reads an answer of success. Who reads on after it has resolved lifts the deadline, and ends it in the end. */
export type ReadAnswer<T> = (response: Response, deadline: Deadline) => Promise<T>;

/**
 * Sends a request once.
 * @throws HoldallError, or the reason of the caller's signal.
 */
export const attempt = async <T>(outgoing: Outgoing, read: ReadAnswer<T>, settings: Settings): Promise<T> => {
  const { url, method, headers, body, signal, timeoutMs } = outgoing;
  const deadline = new Deadline(timeoutMs, signal);
  try {
    const response = await settings.fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      ...(settings.credentials !== undefined && { credentials: settings.credentials }),
      // An API does not redirect. Followed, a write would become a read of some other page, which then seems a success.
      redirect: 'error',
      signal: deadline.signal,
    });
    if (!response.ok) throw errorFrom(response, await response.text(), settings.world.now());
    return await read(response, deadline);
  } catch (error) {
    deadline.end();
    throw failureFrom(error, deadline);
  }
};

/** What went wrong while an answer was waited for or read, in words of ours. */
export const failureFrom = (error: unknown, { isOver, outer, timeoutMs }: Deadline): unknown => {
  if (error instanceof HoldallError) return error;
  if (outer?.aborted === true) return outer.reason;
  return isOver ? new TimeoutError(timeoutMs) : new NetworkError(error);
};
