import type { Draft } from 'immer';
import { second } from '../world/instant.js';
import type { Order } from '../world/order.js';
import type { WorldDraft } from '../world/world.js';
import { carryOut } from './carry-out.js';
import { stamp } from './stamp.js';

export type NewOrder = Pick<
  Order,
  'kind' | 'reference' | 'applyReference' | 'assign' | 'lines' | 'units' | 'total' | 'sourceIP'
>;

/** Carries it out at once, or puts it off when it is of more than a handful of bundles. */
export const placeOrder = (world: WorldDraft, given: NewOrder): Draft<Order> => {
  const { asynchronousAbove, completesAfter } = world.settings.orders;
  const { unit, amount } = completesAfter;
  world.orders[given.reference] = {
    ...(given as Draft<NewOrder>),
    createdAt: world.now,
    createdDate: stamp(world),
    status: 'processing',
    readyAt: unit === 'seconds' ? world.now + amount * second : null,
    pollsLeft: unit === 'polls' ? amount : null,
  };
  const order = world.orders[given.reference]!;
  if (bundlesIn(order) > asynchronousAbove) world.processing.push(order.reference);
  else carryOut(world, order);
  return order;
};

const bundlesIn = ({ kind, lines, units }: Order): number =>
  kind === 'apply' ? units.length : lines.reduce((sum, { quantity }) => sum + quantity, 0);
