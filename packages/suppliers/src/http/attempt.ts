import { abortReason } from './rest.js';

/** What came back, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** Nothing that can be read came back. */
  | { readonly kind: 'lost'; readonly cause: unknown };

export interface Sending {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/** Asks once and reads the answer to its end, within the timeout. @throws the reason of the signal, and nothing else. */
export const attempt = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  { fetch, timeout, signal }: Sending,
): Promise<Outcome> => {
  signal?.throwIfAborted();
  const ending = new AbortController();
  const abort = (): void => ending.abort(abortReason(signal));
  const timer = setTimeout(() => ending.abort(new Error(`no answer within ${timeout} ms`)), timeout);
  signal?.addEventListener('abort', abort);
  try {
    // A redirect is not followed: it would carry the credentials to wherever it points.
    const response = await fetch(url, { headers, redirect: 'manual', signal: ending.signal });
    const text = await response.text();
    return { kind: 'answered', answer: { status: response.status, headers: response.headers, text } };
  } catch (cause) {
    signal?.throwIfAborted();
    return { kind: 'lost', cause: ending.signal.aborted ? ending.signal.reason : cause };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
};
