import { z } from 'zod';
import { bundleSchema } from '../world/bundle.js';
import { command } from './command.js';

export const addBundles = command({
  method: 'POST',
  path: '/catalogue',
  summary: 'Adds bundles, or replaces those of the same names: { bundles: [{ name, dataAmount, price, ... }] }',
  body: z.strictObject({ bundles: z.array(bundleSchema) }),
  changes: (world, { body }) => {
    for (const bundle of body.bundles) world.catalogue[bundle.name] = bundle;
    return { bundles: body.bundles };
  },
});
