import { UnexpectedAnswerError } from '../errors/unexpected-answer.js';
import { readJson } from '../transport/answer.js';
import type { CallOptions, WriteOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';

/** What was read, with the tag of this state of it. */
export interface Tagged<T> {
  readonly resource: T;
  readonly etag: string;
}

export interface ConditionalOptions extends WriteOptions {
  /** An etag: done only if that is still the latest state, otherwise refused with a `PreconditionFailedError`. */
  readonly ifMatch?: string | undefined;
}

export const ifMatching = ({ ifMatch }: ConditionalOptions): Record<string, string> =>
  ifMatch === undefined ? {} : { 'if-match': ifMatch };

/** @throws UnexpectedAnswerError where the server sends no tag: a condition that is missing must not pass for one that holds. */
export const readWithEtag = <T>(transport: Transport, path: string, options: CallOptions = {}): Promise<Tagged<T>> =>
  transport.send({ method: 'GET', path }, options, async (response, deadline) => {
    const resource = await readJson<T>(response, deadline);
    const etag = response.headers.get('etag');
    if (etag === null) throw new UnexpectedAnswerError(response.status, '', 'The answer has no ETag.');
    return { resource, etag };
  });
