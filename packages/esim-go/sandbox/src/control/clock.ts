import { z } from 'zod';
import { moveTo } from '../rules/settle.js';
import { day, hour, second } from '../world/instant.js';
import { command } from './command.js';

const amount = z.int().nonnegative().default(0);
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const readClock = command({
  method: 'GET',
  path: '/clock',
  summary: 'What time it is',
  body: z.unknown(),
  reads: ({ now }) => ({ now: new Date(now).toISOString() }),
});

export const moveClock = command({
  method: 'POST',
  path: '/clock',
  summary: 'Moves time on, by { days, hours, minutes, seconds, milliseconds } or to { to }; never back',
  body: z.union([
    z.strictObject({ to: moment }),
    z.strictObject({ days: amount, hours: amount, minutes: amount, seconds: amount, milliseconds: amount }),
  ]),
  changes: (world, { body }) => {
    moveTo(world, Math.max(world.now, 'to' in body ? body.to : world.now + lengthOf(body)));
    return { now: new Date(world.now).toISOString() };
  },
});

type Lengths = Record<'days' | 'hours' | 'minutes' | 'seconds' | 'milliseconds', number>;

const lengthOf = ({ days, hours, minutes, seconds, milliseconds }: Lengths): number =>
  days * day + hours * hour + minutes * 60 * second + seconds * second + milliseconds;
