import type { Engine, InventoryEvent } from '@holdall/core';
import { eventToWire } from '../wire/event.js';
import type { Backlog } from './backlog.js';
import { latestOf, missedSince } from './missed.js';
import { furthest, idOf, positionOf, type Position } from './position.js';

export interface EventFrames {
  readonly engine: Engine;
  readonly user: string;
  /** null: only what happens from now on. */
  readonly from: Position | null;
  /** Already told what happens: what comes while the log is read waits in it. */
  readonly backlog: Backlog<InventoryEvent>;
}

/** After so many milliseconds without an event something is said, so that nobody on the way takes the connection for dead. */
const heartbeat = 15_000;
/** In milliseconds: how long a browser waits before it comes back. */
const retry = 1000;

/**
 * A user's events as server-sent events: first what the log has since a position, then what happens, each of them once.
 * Ids never go back, so that whoever was cut off comes back with the last one and goes on after it.
 */
export async function* framesOf({ engine, user, from, backlog }: EventFrames): AsyncGenerator<string, void, undefined> {
  let position = from ?? (await latestOf(engine, user));
  // An id without an event: whoever is cut off before the first one comes back with it.
  yield `retry: ${retry}\nid: ${idOf(position)}\n\n`;

  const replayed = new Replayed();
  const frame = (event: InventoryEvent): string => {
    position = furthest(position, positionOf(event));
    return `id: ${idOf(position)}\nevent: ${event.type}\ndata: ${JSON.stringify(eventToWire(event))}\n\n`;
  };
  if (from !== null) {
    for await (const event of missedSince(engine, user, from)) {
      replayed.add(event);
      yield frame(event);
    }
  }
  for (;;) {
    const events = await backlog.take(heartbeat);
    if (events === null) return;
    if (events.length === 0) yield ': nothing new\n\n';
    for (const event of events) if (!replayed.has(event)) yield frame(event);
  }
}

/**
 * What came from the log may yet be told by the engine: as much as can be on its way between a commit and its readers,
 * and no more, however much was missed.
 */
class Replayed {
  readonly #ids = new Set<string>();

  add(event: InventoryEvent): void {
    this.#ids.add(idOf(positionOf(event)));
    if (this.#ids.size > 10_000) for (const oldest of this.#ids) return void this.#ids.delete(oldest);
  }

  has(event: InventoryEvent): boolean {
    return this.#ids.has(idOf(positionOf(event)));
  }
}
