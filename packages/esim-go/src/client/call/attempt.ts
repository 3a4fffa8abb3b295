import type { Answer } from '../wire/answer.js';
import { abortReason } from './abort-reason.js';

export interface Request {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What became of one request. `lost`: it may have arrived, and nothing that can be read came back. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'unsent'; readonly cause: unknown }
  | { readonly kind: 'lost'; readonly cause: unknown };

/** Sends it once and reads the answer to its end, within the timeout in milliseconds. Never rejects. */
export const attempt = async (
  fetch: typeof globalThis.fetch,
  { url, method, headers, body }: Request,
  { timeout, signal }: { timeout: number; signal?: AbortSignal | undefined },
): Promise<Outcome> => {
  if (isAborted(signal)) return { kind: 'unsent', cause: abortReason(signal) };
  const ending = new AbortController();
  const abort = (): void => ending.abort(abortReason(signal));
  const timer = setTimeout(() => ending.abort(new Error(`no answer within ${timeout} ms`)), timeout);
  signal?.addEventListener('abort', abort);
  try {
    // A redirect is not followed: it would carry the key to wherever it points.
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: ending.signal });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { kind: 'answered', answer: { status: response.status, headers: response.headers, bytes } };
  } catch (cause) {
    if (isAborted(signal)) return { kind: 'lost', cause: abortReason(signal) };
    if (ending.signal.aborted) return { kind: 'lost', cause: ending.signal.reason };
    return isUnsent(cause) ? { kind: 'unsent', cause } : { kind: 'lost', cause };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
};

/** Asked anew each time: it changes while the request is under way. */
const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted ?? false;

/** No connection came about: the host has no address, or nobody listens there. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const isUnsent = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  // Where a name has several addresses, each has an error of its own.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isUnsent);
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && beforeSending.has(code)) || isUnsent(error.cause);
};
