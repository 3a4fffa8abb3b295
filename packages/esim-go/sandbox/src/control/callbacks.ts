import { z } from 'zod';
import { post } from '../callbacks/announce.js';
import { command } from './command.js';

export const readCallbacks = command({
  method: 'GET',
  path: '/callbacks',
  summary: 'All callbacks, with what the receiver answered',
  body: z.unknown(),
  reads: ({ callbacks }) => ({ callbacks }),
});

export const sendCallback = command({
  method: 'POST',
  path: '/callbacks',
  summary: 'Sends a callback of any kind, signed as the others are: { body: { alertType, ... } }',
  body: z.strictObject({ body: z.record(z.string(), z.unknown()) }),
  changes: (world, { body: { body } }) => {
    const { alertType, iccid } = body;
    post(world, {
      alertType: typeof alertType === 'string' ? alertType : '',
      iccid: typeof iccid === 'string' ? iccid : null,
      body: JSON.stringify(body),
    });
    return { callback: world.callbacks.at(-1) ?? null };
  },
});
