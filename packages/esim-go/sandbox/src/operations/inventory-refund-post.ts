import { bodyOf, positiveIn } from '../api/body.js';
import type { Operation } from '../api/operation.js';
import { badRequest, Refused } from '../api/refused.js';
import { done } from '../api/response.js';
import { inRefundPeriod, refundPrice } from '../rules/lots.js';
import { credit } from '../rules/money.js';
import { hasExpired } from '../world/lot.js';

/** Bundles of one lot become balance. What remains of a lot is by definition unused. */
export const inventoryRefundPost: Operation = {
  id: 'inventoryRefundPost',
  method: 'POST',
  path: '/inventory/refund',

  changes: (world, request) => {
    const body = bodyOf(request);
    const usageId = positiveIn(body['usageId'], 'usageId');
    const quantity = positiveIn(body['quantity'], 'quantity');
    const { refunds } = world.settings;
    if (!refunds.enabled) throw new Refused(refunds.refusedStatus, 'Refunds are not enabled for this organisation');
    const lot = world.lots[usageId];
    if (lot === undefined) throw new Refused(refunds.refusedStatus, `usageId is not accessible: ${usageId}`);
    if (quantity > lot.remaining) throw badRequest(`quantity exceeds the ${lot.remaining} remaining`);
    if (!inRefundPeriod(world, lot) || hasExpired(lot, world.now)) {
      throw new Refused(refunds.refusedStatus, 'The bundle was purchased outside of the refund period');
    }
    lot.remaining -= quantity;
    credit(world, 'inventory_refund', quantity * refundPrice(world, lot), String(usageId));
    return done('Successfully refunded bundles to balance');
  },
};
