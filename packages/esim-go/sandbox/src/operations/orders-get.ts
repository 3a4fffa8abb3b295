import { momentFilter } from '../api/filter.js';
import type { Operation } from '../api/operation.js';
import { flagIn, pageIn, pageOf, wholeNumberIn } from '../api/query.js';
import { ok } from '../api/response.js';
import { orderShape } from '../shapes/order.js';

/** Latest first, applies among them. The date filter is one key, given twice for a range. */
export const ordersGet: Operation = {
  id: 'ordersGet',
  method: 'GET',
  path: '/orders',

  reads: (world, request) => {
    const filters = (request.query['createdAt'] ?? []).map(momentFilter);
    const page = { page: pageIn(request), size: wholeNumberIn(request, 'limit', { min: 1, max: 100, fallback: 10 }) };
    const found = Object.values(world.orders)
      .toReversed()
      .filter(({ createdDate }) => filters.every((matches) => matches(createdDate)));
    const includeIccids = flagIn(request, 'includeIccids');
    const orders = pageOf(found, page).map((order) => orderShape(world, order, includeIccids));
    switch (world.settings.shapes.orders) {
      case 'array':
        return ok(orders);
      case 'object':
        return ok(orders[0] ?? {});
      case 'wrapper':
        return ok({ orders });
    }
  },
};
