import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { eventStream } from '../streams/event-stream.js';
import { positionIn } from '../streams/position.js';
import { Stream } from '../wire/stream.js';
import { UserId } from '../wire/user.js';
import { route } from './route.js';

export const getUserInventoryEvents = route({
  id: 'getUserInventoryEvents',
  method: 'GET',
  path: '/users/:user_id/inventory/events',
  summary: "Hear what happens to a user's entries, as it happens (beyond Knetik)",
  tag: 'User inventory',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId }),
  query: Type.Object({
    last_event_id: Type.Optional(
      Type.String({
        maxLength: 32,
        description:
          'Begins after this event, or log record: 0 for all that ever happened. Without it: with what happens from now on. The header `Last-Event-ID`, which browsers send when they come back, goes before',
      }),
    ),
  }),
  writes: false,
  success: {
    status: 200,
    media: 'text/event-stream',
    schema: Stream('`id`, `event` (a type of the log, or `used_up`) and `data`, a record of the log as JSON'),
  },
  names: { user: 'user_id' },

  async handle({ engine, params: { user_id: user }, query, stopping, request: { headers, raw } }) {
    const last = (headers['last-event-id'] as string | undefined) ?? query.last_event_id;
    const from = last === undefined ? null : positionIn(last);
    return {
      body: eventStream({ engine, user, from, stopping, socket: raw.socket }),
      // Proxies must not keep it until there is enough of it.
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    };
  },
});
