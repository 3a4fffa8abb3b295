import { z } from 'zod';
import { letters } from '../rules/random.js';
import { command } from './command.js';

export const addKey = command({
  method: 'POST',
  path: '/keys',
  summary: 'Adds an API key; with { signing: true } callbacks are signed with it from now on',
  body: z.strictObject({ key: z.string().min(1).optional(), signing: z.boolean().default(false) }).prefault({}),
  changes: (world, { body }) => {
    const key = body.key ?? letters(world, 32);
    const others = world.keys.filter((it) => it !== key);
    world.keys = body.signing ? [key, ...others] : [...others, key];
    return { key };
  },
});

export const removeKey = command({
  method: 'DELETE',
  path: '/keys/:key',
  summary: 'Takes an API key out of use',
  body: z.unknown(),
  changes: (world, { params }) => {
    world.keys = world.keys.filter((it) => it !== params['key']);
    return { keys: world.keys.length };
  },
});
