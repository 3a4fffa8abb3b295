import type { InvoiceResource, PaymentStatus } from '../models/invoice.js';
import type { UserId } from '../models/user.js';
import { path } from '../transport/path.js';
import type { CallOptions, WriteOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';

/** What `addItemToUserInventory` made, and what pays for it. */
export const invoices = (transport: Transport) => ({
  getInvoice: (userId: UserId, id: number, options?: CallOptions): Promise<InvoiceResource> =>
    transport.read({ method: 'GET', path: path`/users/${userId}/invoices/${id}` }, options),

  /** `paid` activates what waits on it, once. Takes INVENTORY_ADMIN. */
  updateInvoicePaymentStatus: (
    userId: UserId,
    id: number,
    options: { readonly paymentStatus: PaymentStatus } & WriteOptions,
  ): Promise<InvoiceResource> => {
    const request = { method: 'PUT', path: path`/users/${userId}/invoices/${id}/payment-status` } as const;
    return transport.write({ ...request, body: options.paymentStatus }, options);
  },
});
