import { UnexpectedAnswerError } from '../errors/unexpected-answer.js';
import { failureFrom } from '../transport/attempt.js';
import type { Deadline } from '../transport/deadline.js';
import type { CallOptions, Request } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import { linesIn } from './lines.js';

/** How the answers of a kind of stream are labelled. */
export type StreamType = 'application/x-ndjson' | 'text/event-stream';

/** An answer that has begun. Its lines must be read, or it stays open. */
export interface OpenStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly deadline: Deadline;
}

/** Begins a stream, like any read more than once where that does not work. Null: there is nothing (any more). */
export const openStream = (
  transport: Transport,
  request: Request,
  type: StreamType,
  options: CallOptions,
): Promise<OpenStream | null> => {
  const headers = { ...request.headers, accept: type };
  return transport.send({ ...request, headers }, options, async ({ status, headers: answered, body }, deadline) => {
    if (status === 204) return null;
    if (body === null || answered.get('content-type')?.startsWith(type) !== true) {
      throw new UnexpectedAnswerError(status, '', `The answer is not ${type}.`);
    }
    return { body, deadline };
  });
};

/** Its lines, as they come. `timeoutMs` of the call is how long it may be silent. @throws HoldallError that interrupted it. */
export async function* linesOf({ body, deadline }: OpenStream): AsyncGenerator<string, void> {
  try {
    yield* linesIn(body, deadline);
  } catch (error) {
    throw failureFrom(error, deadline);
  } finally {
    deadline.end();
  }
}
