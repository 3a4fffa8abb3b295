import type { Query } from './query.js';

/** What an operation asks for, before it has an address, a token and a key. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  /** Goes out as JSON. undefined: no body. */
  readonly body?: unknown;
  /** Goes out as a form instead. */
  readonly form?: Query;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What every call may say in its last argument, beside what is its operation's own. */
export interface CallOptions {
  /** Ends the call: it is refused with the signal's reason. What was sent may have been done all the same. */
  readonly signal?: AbortSignal | undefined;
  /** How long one attempt may take, in milliseconds. Default: the client's. */
  readonly timeoutMs?: number | undefined;
  /** How often it is sent again at the most. Default: the client's. */
  readonly retries?: number | undefined;
}

/** What every call that changes something may say, too. */
export interface WriteOptions extends CallOptions {
  /**
   * Whoever sends the same under the same key again gets the first answer again, and nothing is done twice: 1 to 255
   * characters, such as the id of an order. Default: one that the client makes for this call.
   */
  readonly idempotencyKey?: string | undefined;
}
