import type { SimpleUserResource } from './user.js';

/** Adds what a SKU sells. */
export interface UserInventoryAddRequest {
  readonly sku: string;
  /** For the invoice, and the log. At most 1,000 characters. */
  readonly note: string;
  /** Whether it is there at once, without an invoice. */
  readonly skip_invoice: boolean;
  /** Behaviors that are not asked, by type hint: `limited_gettable`. */
  readonly overrides?: readonly string[] | null;
}

/** All may be missing, as Knetik has it: where the invoice was skipped, there are none. */
export interface InvoiceResource {
  readonly id?: number;
  readonly user?: SimpleUserResource;
  readonly currency?: string;
  readonly subtotal?: number;
  readonly discount?: number;
  readonly grand_total?: number;
  readonly order_notes?: string | null;
  readonly current_payment_status?: PaymentStatus;
  readonly current_fulfillment_status?: FulfillmentStatus;
  readonly items?: readonly InvoiceItemResource[];
  /** Unix seconds. */
  readonly created_date?: number;
  readonly updated_date?: number;
}

export interface InvoiceItemResource {
  readonly id: number;
  readonly invoice_id: number;
  readonly item_id: number;
  readonly item_name: string;
  readonly type_hint: string;
  readonly sku: string;
  readonly qty: number;
  readonly current_fulfillment_status: FulfillmentStatus;
}

export type PaymentStatus = 'new' | 'paid';
/** `processing`: some of it is fulfilled outside of Holdall, and waits for that. */
export type FulfillmentStatus = 'unfulfilled' | 'processing' | 'fulfilled';
