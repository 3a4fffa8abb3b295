import { z } from 'zod';
import { patchedSettings, settingsPatchSchema } from '../world/settings.js';
import { command } from './command.js';

export const readSettings = command({
  method: 'GET',
  path: '/settings',
  summary: 'How the account is set up, and the shapes of answers',
  body: z.unknown(),
  reads: ({ settings }) => settings,
});

export const changeSettings = command({
  method: 'PATCH',
  path: '/settings',
  summary: 'Changes some settings: { group: { name: value } }',
  body: settingsPatchSchema,
  changes: (world, { body }) => {
    world.settings = patchedSettings(world.settings, body);
    return world.settings;
  },
});
