import type { SimpleUserResource } from './user.js';

/** Adds what a SKU sells. */
export interface UserInventoryAddRequest {
  readonly sku: string;
  /** For the invoice, and the log. */
  readonly note: string;
  /** Whether it is there at once, without an invoice. */
  readonly skip_invoice: boolean;
  /** Behaviors that are not asked, by type hint: `limited_gettable`. */
  readonly overrides?: readonly string[];
}

/** What Knetik's invoices have. All may be missing: with `skip_invoice` there is none. */
export interface InvoiceResource {
  readonly id?: number;
  readonly user?: SimpleUserResource;
  readonly currency?: string;
  readonly current_payment_status?: string;
  readonly current_fulfillment_status?: string;
  readonly subtotal?: number;
  readonly grand_total?: number;
  readonly order_notes?: string | null;
  readonly items?: readonly InvoiceItemResource[];
  /** Unix seconds. */
  readonly created_date?: number;
  readonly updated_date?: number;
}

export interface InvoiceItemResource {
  readonly id?: number;
  readonly invoice_id?: number;
  readonly item_id?: number;
  readonly item_name?: string;
  readonly type_hint?: string;
  readonly sku?: string;
  readonly sku_description?: string;
  readonly qty?: number;
  readonly unit_price?: number;
  readonly total_price?: number;
  readonly original_unit_price?: number;
  readonly original_total_price?: number;
  readonly current_fulfillment_status?: string;
}
