import { decimal } from '../rules/money.js';
import { addressOf } from './install-details.js';
import { referenceOf, type Order } from '../world/order.js';
import type { World } from '../world/world.js';

/** An order as all answers show it. eSIMs appear when it has been carried out. */
export const orderShape = (world: World, order: Order, includeIccids: boolean): object => ({
  order: order.kind === 'apply' ? applyLines(order) : orderLines(world, order, includeIccids),
  total: decimal(order.total),
  currency: world.organisation.currency,
  status: order.status,
  statusMessage: statusMessageOf(order),
  orderReference: order.reference,
  createdDate: order.createdDate,
  assigned: order.assign && order.status === 'completed',
  sourceIP: order.sourceIP,
});

/** Since v2.2 an apply shows as an order of no price. */
const applyLines = (order: Order): readonly object[] =>
  order.units.map((_unit, index) => ({
    type: 'bundleAssignment',
    item: `${referenceOf(order)}-${index}`,
    quantity: 0,
    subTotal: 0,
    pricePerUnit: 0,
  }));

const orderLines = (world: World, order: Order, includeIccids: boolean): readonly object[] =>
  order.lines.map(({ item, quantity, pricePerUnit, allowReassign }, line) => {
    const iccids = order.units.flatMap((unit) => (unit.line === line ? (unit.iccid ?? []) : []));
    return {
      ...(iccids.length > 0 ? { esims: iccids.map((iccid) => esimShape(world, iccid)) } : {}),
      type: 'bundle',
      item,
      ...(includeIccids ? { iccids } : {}),
      quantity,
      subTotal: decimal(quantity * pricePerUnit),
      pricePerUnit: decimal(pricePerUnit),
      AllowReassign: allowReassign,
    };
  });

const esimShape = ({ esims, settings }: World, iccid: string): object => {
  const esim = esims[iccid]!;
  return { iccid, matchingId: esim.matchingId, smdpAddress: addressOf(settings.shapes, esim) };
};

const statusMessageOf = ({ status, assign, units }: Order): string => {
  if (status === 'processing') return 'Order processing';
  return assign ? `Order completed: ${units.length} eSIMs assigned` : 'Order completed';
};
