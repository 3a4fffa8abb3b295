import type { CallOptions, Request } from '../transport/request.js';
import { mayPass } from '../transport/retry.js';
import type { Transport } from '../transport/transport.js';
import { linesOf, openStream } from './open-stream.js';
import { parsed } from './parsed.js';
import { eventsIn, type StreamState } from './server-sent-event.js';

/** An event, and where to go on after it. */
export interface Received<T> {
  readonly event: T;
  /** Given to a later call, that one begins after this event. */
  readonly lastEventId: string;
}

export interface FollowOptions extends CallOptions {
  /** Of the last event that is known. Default: with what happens from now on. */
  readonly lastEventId?: string | undefined;
}

/** In milliseconds, where the server has no wish: about as long as browsers wait. */
const usualPause = 3000;

/**
 * A stream of events without an end: where it is interrupted it goes on after the last event that came, so that none is
 * missed and none comes twice. It ends when the caller stops reading, or the server says that there is no more (204), and
 * throws when it cannot be begun again.
 */
export async function* follow<T>(
  transport: Transport,
  request: Request,
  { lastEventId = '', ...options }: FollowOptions,
): AsyncGenerator<Received<T>, void> {
  const { world } = transport.settings;
  const state: StreamState = { lastEventId, retry: null };
  for (;;) {
    const position: Request['headers'] = state.lastEventId === '' ? {} : { 'last-event-id': state.lastEventId };
    const opened = await openStream(transport, { ...request, headers: position }, 'text/event-stream', options);
    if (opened === null) return;
    try {
      for await (const { data, id } of eventsIn(linesOf(opened), state)) {
        yield { event: parsed<T>(data), lastEventId: id };
      }
    } catch (error) {
      if (!mayPass(error)) throw error;
    }
    // All that followed were interrupted at once: they come back one after the other.
    await world.wait((state.retry ?? usualPause) * (1 + world.random()), options.signal);
  }
}
