import { z } from 'zod';
import { openLot } from '../rules/lots.js';
import { command, known } from './command.js';

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const addLot = command({
  method: 'POST',
  path: '/lots',
  summary: 'Puts bundles into stock, without an order: { bundle, quantity, purchasedAt?, expiresAt?, price? }',
  body: z.strictObject({
    bundle: z.string(),
    quantity: z.int().positive(),
    purchasedAt: moment.optional(),
    expiresAt: moment.optional(),
    price: z.int().nonnegative().optional(),
  }),
  changes: (world, { body }) => {
    const bundle = known(world.catalogue[body.bundle], 'bundle');
    return openLot(world, {
      bundle: bundle.name,
      total: body.quantity,
      remaining: body.quantity,
      price: body.price ?? bundle.price,
      orderReference: null,
      purchasedAt: body.purchasedAt,
      expiresAt: body.expiresAt,
    });
  },
});
