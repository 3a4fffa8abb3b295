import type { Draft } from 'immer';
import { referenceOf, type Order } from '../world/order.js';
import type { WorldDraft } from '../world/world.js';
import { assign } from './assign.js';
import { issueEsim } from './esims.js';
import { openLot } from './lots.js';

/** Makes an order's lots and assignments. What was paid and taken from stock was so when it was placed. */
export const carryOut = (world: WorldDraft, order: Draft<Order>): void => {
  const lots = order.kind === 'order' ? lotsOf(world, order) : [];
  order.units.forEach((unit, index) => {
    const bundle = world.catalogue[unit.bundle]!;
    const asked = unit.requested === null ? undefined : world.esims[unit.requested];
    // One that was lost to the returns process in the meantime is replaced.
    const esim = asked?.holder === 'organisation' ? asked : issueEsim(world, { provider: bundle.provider });
    const lot = unit.lot ?? lots[unit.line]!;
    assign(world, esim, { bundle, lot: world.lots[lot]!, reference: `${referenceOf(order)}-${index}` });
    unit.iccid = esim.iccid;
  });
  order.status = 'completed';
  order.readyAt = null;
  order.pollsLeft = null;
  world.processing = world.processing.filter((reference) => reference !== order.reference);
};

/** One lot per line, by its id; with assign, all of it is on eSIMs. */
const lotsOf = (world: WorldDraft, order: Order): readonly number[] =>
  order.lines.map(
    ({ item, quantity, pricePerUnit }) =>
      openLot(world, {
        bundle: item,
        total: quantity,
        remaining: order.assign ? 0 : quantity,
        price: pricePerUnit,
        orderReference: order.reference,
        purchasedAt: order.createdAt,
      }).id,
  );
