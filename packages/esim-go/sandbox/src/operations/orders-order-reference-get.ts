import type { Operation } from '../api/operation.js';
import { flagIn } from '../api/query.js';
import { forbidden } from '../api/refused.js';
import { ok } from '../api/response.js';
import { orderShape } from '../shapes/order.js';

export const ordersOrderReferenceGet: Operation = {
  id: 'ordersOrderReferenceGet',
  method: 'GET',
  path: '/orders/:orderReference',

  reads: (world, request) => {
    const reference = request.params['orderReference']!;
    const order = world.orders[reference];
    if (order === undefined) throw forbidden(`Order is not accessible: ${reference}`);
    return ok(orderShape(world, order, flagIn(request, 'includeIccids')));
  },
};
