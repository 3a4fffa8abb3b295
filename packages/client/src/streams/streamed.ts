import { UnexpectedAnswerError } from '../errors/unexpected-answer.js';
import { failureFrom } from '../transport/attempt.js';
import type { CallOptions, Request } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import { linesIn } from './lines.js';

/** How the answers of a kind of stream are labelled. */
export type StreamType = 'application/x-ndjson' | 'text/event-stream';

/**
 * The lines of an answer, as they come. Like any read it is begun again where that did not work; once it has begun, what
 * interrupts it is thrown. `timeoutMs` is how long it may be silent.
 */
export async function* streamed(
  transport: Transport,
  request: Request & { readonly type: StreamType },
  options: CallOptions,
): AsyncGenerator<string, void> {
  const headers = { ...request.headers, accept: request.type };
  const begun = await transport.send({ ...request, headers }, options, async (response, deadline) => {
    const { status, body } = response;
    // How a server says that there will be nothing more.
    if (status === 204 || body === null) return null;
    if (response.headers.get('content-type')?.startsWith(request.type) !== true) {
      throw new UnexpectedAnswerError(status, '', `The answer is not ${request.type}.`);
    }
    deadline.lift();
    return { lines: linesIn(body, deadline), deadline };
  });
  if (begun === null) return;
  const { lines, deadline } = begun;
  try {
    yield* lines;
  } catch (error) {
    throw failureFrom(error, deadline);
  } finally {
    deadline.end();
  }
}
