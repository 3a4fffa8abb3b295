import type { Deadline } from '../transport/deadline.js';

/**
 * The lines of a body, without their ends, as soon as each has come: `\n`, `\r\n` and `\r` end one. What follows the last
 * end comes last, unless it is empty. The body is given up when nobody reads on.
 * @param deadline counts while more is waited for, and not while the reader is busy with what came.
 */
export async function* linesIn(body: ReadableStream<Uint8Array>, deadline: Deadline): AsyncGenerator<string, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      deadline.start();
      const { done, value } = await reader.read();
      deadline.lift();
      rest += decoder.decode(value, { stream: !done });
      const lines = rest.split(done ? /\r\n|\r|\n/ : endsInPart);
      rest = lines.pop()!;
      yield* lines;
      if (done) break;
    }
    if (rest !== '') yield rest;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A `\r` at the very end may be half of a `\r\n`: it waits for what comes. */
const endsInPart = /\r\n|\r(?=[^])|\n/;
