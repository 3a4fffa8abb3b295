import type { Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';

/** Knetik's words; `processing`: some entries wait for a fulfilment outside of Holdall. */
export const fulfilmentStatuses = ['unfulfilled', 'processing', 'fulfilled'] as const;
export type FulfilmentStatus = (typeof fulfilmentStatuses)[number];
export const paymentStatuses = ['new', 'paid'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export interface InvoiceLine {
  readonly id: number;
  readonly item: number;
  readonly sku: string;
  readonly quantity: Quantity;
  readonly entries: readonly number[];
}

/** Made when a SKU is added without `skipInvoice` (rule 12). */
export interface Invoice {
  readonly user: string;
  readonly id: number;
  readonly sku: string;
  readonly note: string | null;
  readonly currency: string;
  /** Minor units of `currency`, for the SKU as a whole. */
  readonly price: Quantity;
  /** What the SKU costs without an override. */
  readonly originalPrice: Quantity;
  readonly payment: PaymentStatus;
  readonly fulfilment: FulfilmentStatus;
  readonly createdAt: Instant;
  readonly fulfilledAt: Instant | null;
  readonly lines: readonly InvoiceLine[];
}
