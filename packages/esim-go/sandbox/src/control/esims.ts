import { z } from 'zod';
import { assign } from '../rules/assign.js';
import { issueEsim } from '../rules/esims.js';
import { openLot } from '../rules/lots.js';
import { uuid } from '../rules/random.js';
import { isInstalled } from '../world/esim.js';
import { command, known } from './command.js';

export const addEsims = command({
  method: 'POST',
  path: '/esims',
  summary: 'Issues eSIMs, each with some of a bundle on it: { count, bundle?, bundles?, provider?, foreign?, ... }',
  body: z
    .strictObject({
      count: z.int().positive().default(1),
      iccid: z
        .string()
        .regex(/^\d{18,20}$/)
        .optional(),
      bundle: z.string().optional(),
      /** How many of the bundle each eSIM has. */
      bundles: z.int().positive().default(1),
      provider: z.string().default('A'),
      profileStatus: z.string().default('Released'),
      foreign: z.boolean().default(false),
    })
    .refine(({ count, iccid }) => iccid === undefined || count === 1, 'One iccid is one eSIM')
    .prefault({}),
  changes: (world, { body }) => {
    const bundle = body.bundle === undefined ? null : known(world.catalogue[body.bundle], 'bundle');
    const total = body.count * body.bundles;
    const lot =
      bundle === null
        ? null
        : openLot(world, { bundle: bundle.name, total, remaining: 0, price: bundle.price, orderReference: null });
    const iccids = Array.from({ length: body.count }, () => {
      const esim = issueEsim(world, {
        iccid: body.iccid,
        provider: body.provider,
        profileStatus: body.profileStatus,
        holder: body.foreign ? 'somebody_else' : 'organisation',
        firstInstalledAt: isInstalled(body) ? world.now : null,
      });
      if (bundle === null || lot === null) return esim.iccid;
      const reference = uuid(world);
      for (let n = 0; n < body.bundles; n += 1) assign(world, esim, { bundle, lot, reference: `${reference}-${n}` });
      return esim.iccid;
    });
    return { iccids };
  },
});

export const changeEsim = command({
  method: 'PATCH',
  path: '/esims/:iccid',
  summary: 'Changes an eSIM, whoever holds it: { profileStatus, provider, customerRef }',
  body: z.strictObject({
    profileStatus: z.string().optional(),
    provider: z.string().optional(),
    customerRef: z.string().optional(),
  }),
  changes: (world, { params, body }) => {
    const esim = known(world.esims[params['iccid']!], 'eSIM');
    Object.assign(esim, body);
    if (isInstalled(esim)) esim.firstInstalledAt ??= world.now;
    return esim;
  },
});
