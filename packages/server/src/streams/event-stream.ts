import { Readable } from 'node:stream';
import type { Socket } from 'node:net';
import { systemTimers, type Engine, type InventoryEvent, type Timers } from '@holdall/core';
import { RefusedRequest } from '../errors/refused-request.js';
import { Backlog } from './backlog.js';
import { feedOf } from './feed.js';
import { framesOf } from './frames.js';
import type { Position } from './position.js';

export interface EventStream {
  readonly engine: Engine;
  readonly user: string;
  /** null: only what happens from now on. */
  readonly from: Position | null;
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
  readonly socket: Socket;
  readonly timers?: Timers;
}

/** How many streams one user may have open: browsers have about six connections for each server. */
const mostOfOneUser = 10;
/** How many events may wait for a reader: some megabytes at the worst. More come back with the log. */
const mostWaiting = 5000;
/** In milliseconds. Then it ends, and who comes back shows a token that still counts. */
const longest = 15 * 60_000;
/** In milliseconds: how long a reader may take for what is left when it ends. */
const grace = 2000;

/**
 * What happens to a user's inventory, for as long as somebody reads it. It ends when the server stops or its time is over,
 * and is cut off when its reader is too slow or has gone.
 * @throws RefusedRequest `too_many_requests`
 */
export const eventStream = ({ engine, user, from, stopping, socket, timers = systemTimers }: EventStream): Readable => {
  const feed = feedOf(engine);
  if (feed.readersOf(user) >= mostOfOneUser) {
    throw new RefusedRequest('too_many_requests', `A user may have ${mostOfOneUser} event streams at once.`);
  }
  const overflowed = () => stream.destroy(new Error('An event stream was read too slowly.'));
  const backlog = new Backlog<InventoryEvent>({ most: mostWaiting, overflowed, timers });
  let callOffCut = (): void => undefined;
  const end = (): void => {
    backlog.end();
    callOffCut();
    callOffCut = timers.after(grace, () => void stream.destroy());
  };
  const leave = feed.add(user, (event) => backlog.push(event));
  const callOff = timers.after(longest, end);
  stopping.addEventListener('abort', end);
  const gone = (): void => backlog.end();
  socket.once('close', gone);
  const stream = Readable.from(framesOf({ engine, user, from, backlog }), { objectMode: false });
  stream.once('close', () => {
    leave();
    backlog.end();
    callOff();
    callOffCut();
    stopping.removeEventListener('abort', end);
    socket.removeListener('close', gone);
  });
  if (stopping.aborted) end();
  return stream;
};
