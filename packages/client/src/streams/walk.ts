import type { PartResource } from '../models/part.js';
import type { CallOptions, Request } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';

/** With which a list is begun that is walked with cursors. */
const start = 'start';

/** A list to its end, part by part: what comes later is asked for when it is wanted. */
export async function* walk<T>(transport: Transport, request: Request, options: CallOptions): AsyncGenerator<T, void> {
  for (let cursor: string | null = start; cursor !== null;) {
    const query: Request['query'] = { ...request.query, cursor };
    const part: PartResource<T> = await transport.read({ ...request, query }, options);
    yield* part.content;
    cursor = part.next_cursor;
  }
}
