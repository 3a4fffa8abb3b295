import type { Instant } from '@holdall/core';
import type { OrderResponse } from '../client/shapes/orders.js';
import type { CallOptions } from '../client/call/call-options.js';
import type { Vendor } from '../vendor.js';

const most = 100;

/** All orders from that moment on, applies among them, each once, the oldest first. */
export const ordersSince = async (
  { orders }: Vendor,
  since: Instant,
  options?: CallOptions,
): Promise<readonly OrderResponse[]> => {
  const createdAt = `gte:${new Date(since).toISOString()}`;
  const page = async (number: number, size: number): Promise<readonly OrderResponse[]> => {
    const { data } = await orders.ordersGet(true, number, size, createdAt, options);
    return data.orders.filter(({ orderReference, order }) => orderReference !== undefined || order !== undefined);
  };
  const found = await paged(page, most);
  // It is documented as one order, not a list: where one came, there may be more behind it.
  const all = found.length === 1 ? await paged(page, 1) : found;
  return onceEach(all).filter(({ createdDate }) => !(Date.parse(createdDate ?? '') < since));
};

const paged = async (
  page: (number: number, size: number) => Promise<readonly OrderResponse[]>,
  size: number,
): Promise<readonly OrderResponse[]> => {
  const all: OrderResponse[] = [];
  for (let number = 1; ; number += 1) {
    const orders = await page(number, size);
    all.push(...orders);
    if (orders.length < size) return all;
  }
};

/** What came while they were being read moved the others to the next page, where they were told again. */
const onceEach = (orders: readonly OrderResponse[]): readonly OrderResponse[] => {
  const seen = new Set<string>();
  return orders
    .filter(({ orderReference }) => {
      if (orderReference === undefined) return true;
      return !seen.has(orderReference) && seen.add(orderReference);
    })
    .toReversed();
};
