import { z } from 'zod';
import { useData } from '../rules/traffic.js';
import { command, known } from './command.js';

export const makeTraffic = command({
  method: 'POST',
  path: '/esims/:iccid/traffic',
  summary: 'Has an eSIM use { bytes } in { country }; with 0 bytes it only registers there',
  body: z.strictObject({ bytes: z.int().nonnegative(), country: z.string().length(2).default('FR') }),
  changes: (world, { params, body }) => {
    const used = useData(world, known(world.esims[params['iccid']!], 'eSIM'), body);
    return { used, refused: body.bytes - used };
  },
});
