import { count } from '../call/arguments.js';
import type { CallOptions } from '../call/call-options.js';
import type { Caller, Result } from '../call/caller.js';
import { readJson } from '../call/operation.js';
import { Configuration } from '../configuration.js';
import { inventoryResponse, type InventoryResponse, type RefundInventoryItem } from '../shapes/inventory.js';
import { statusMessage, type StatusMessage } from '../shapes/status-message.js';

/** What was bought and is not yet on an eSIM. */
export class InventoryApi {
  readonly #caller: Caller;

  constructor(configuration = new Configuration()) {
    this.#caller = configuration.caller;
  }

  /** `GET /inventory`: all bundles, with what is left of each lot. */
  inventoryGet(accept?: string | null, options?: CallOptions): Promise<Result<InventoryResponse>> {
    return this.#caller.call(
      {
        name: 'inventoryGet',
        method: 'GET',
        path: '/inventory',
        accept,
        effect: 'none',
        read: readJson(inventoryResponse),
      },
      options,
    );
  }

  /**
   * `POST /inventory/refund`: so many bundles of one lot, back to the balance. Never repeated by itself.
   * @throws InvalidInputError unless `usageId` and `quantity` are whole numbers of at least 1: a lot is meant, not a bundle.
   */
  async inventoryRefundPost(
    contentType?: string | null,
    accept?: string | null,
    refundInventoryItem?: RefundInventoryItem | null,
    options?: CallOptions,
  ): Promise<Result<StatusMessage>> {
    const usageId = count('usageId', refundInventoryItem?.usageId);
    const quantity = count('quantity', refundInventoryItem?.quantity);
    return this.#caller.call(
      {
        name: 'inventoryRefundPost',
        method: 'POST',
        path: '/inventory/refund',
        contentType,
        accept,
        body: { usageId, quantity },
        effect: 'more',
        read: readJson(statusMessage),
      },
      options,
    );
  }
}
