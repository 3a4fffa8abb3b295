import { segment } from '../call/arguments.js';
import type { CallOptions } from '../call/call-options.js';
import type { Caller, Result } from '../call/caller.js';
import { readJson } from '../call/operation.js';
import { Configuration } from '../configuration.js';
import {
  orderResponse,
  ordersResponse,
  type OrderRequest,
  type OrderResponse,
  type OrdersResponse,
} from '../shapes/orders.js';
import { checkedOrder } from './checks.js';

/** Buying, and what was bought. */
export class OrdersApi {
  readonly #caller: Caller;

  constructor(configuration = new Configuration()) {
    this.#caller = configuration.caller;
  }

  /**
   * `GET /orders`: one page, also of applies (lines of type `bundleAssignment`). `createdAt`: `gte:2026-01-01T00:00:00Z` and
   * the like; a list of them narrows from both sides.
   */
  ordersGet(
    includeIccids?: boolean | null,
    page?: string | number | null,
    limit?: string | number | null,
    createdAt?: string | readonly string[] | null,
    options?: CallOptions,
  ): Promise<Result<OrdersResponse>> {
    return this.#caller.call(
      {
        name: 'ordersGet',
        method: 'GET',
        path: '/orders',
        query: { includeIccids, page, limit, createdAt },
        effect: 'none',
        read: readJson(ordersResponse),
      },
      options,
    );
  }

  /** `GET /orders/{orderReference}`. */
  async ordersOrderReferenceGet(orderReference: string, options?: CallOptions): Promise<Result<OrderResponse>> {
    return this.#caller.call(
      {
        name: 'ordersOrderReferenceGet',
        method: 'GET',
        path: `/orders/${segment('orderReference', orderReference)}`,
        effect: 'none',
        about: { reference: orderReference },
        read: readJson(orderResponse),
      },
      options,
    );
  }

  /**
   * `POST /orders`: buys, or with `type: 'validate'` says what it would cost. A transaction is never repeated by itself.
   * @throws InvalidInputError for `iccids` without `assign`, or not as many as `quantity`.
   */
  async ordersPost(
    orderRequest: OrderRequest,
    includeIccids?: boolean | null,
    options?: CallOptions,
  ): Promise<Result<OrderResponse>> {
    const body = checkedOrder(orderRequest);
    return this.#caller.call(
      {
        name: 'ordersPost',
        method: 'POST',
        path: '/orders',
        query: { includeIccids },
        body,
        effect: body.type === 'validate' ? 'none' : 'more',
        read: readJson(orderResponse),
      },
      options,
    );
  }
}
