import { items } from './catalogue.js';
import type { Lane, Order } from './lane.js';
import { randomFrom, type Random } from './random.js';

/** A seeded mix of everything, a user to each lane: what comes of it does not depend on how lanes meet in batches. */
export const mixedLoad = (seed: number, size: { readonly lanes: number; readonly orders: number }): readonly Lane[] => {
  const random = randomFrom(seed);
  return Array.from({ length: size.lanes }, (_, index) => ({
    name: `user ${index}`,
    user: `user ${index}`,
    orders: ordersOf(random, size.orders),
  }));
};

const ordersOf = (random: Random, count: number): readonly Order[] => {
  const orders: Order[] = [];
  for (let nth = 0; nth < count; nth += 1) orders.push(orderAfter(orders, random));
  return orders;
};

const orderAfter = (before: readonly Order[], random: Random): Order => {
  const item = items[random(items.length)]!;
  const grant: Order = { type: 'grant', item, quantity: 1 + random(3) };
  const earlier = (type: Order['type']): number | null => {
    const places = before.flatMap((order, nth) => (order.type === type ? [nth] : []));
    return places.length === 0 ? null : places[random(places.length)]!;
  };
  const about = (type: Order['type'], order: (of: number) => Order): Order => {
    const of = earlier(type);
    return of === null ? grant : order(of);
  };
  const dice = random(100);
  if (dice < 30) return grant;
  if (dice < 62) return { type: 'use', item, quantity: 1 + random(4) };
  if (dice < 76) {
    return about('use', (of) => ({ type: 'reverseUse', of, quantity: random(2) === 0 ? null : 1 + random(2) }));
  }
  if (dice < 86) return { type: 'addBySku', sku: 'chest', skipInvoice: random(3) === 0 };
  if (dice < 94) return about('addBySku', (of) => ({ type: 'fulfil', of }));
  return about('grant', (of) => ({ type: 'revoke', of }));
};
