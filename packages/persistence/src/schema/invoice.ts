import { fulfilmentStatuses, paymentStatuses, type Invoice } from '@holdall/core';
import type { StoredRow } from '../sql/session.js';
import { RowReader } from './row-reader.js';
import { jsonText } from './stored-values.js';
import { integer, json, orNull, text, type Table } from './table.js';

export type InvoiceRow = {
  readonly user_id: string;
  readonly id: number;
  readonly sku: string;
  readonly note: string | null;
  readonly currency: string;
  readonly price: number;
  readonly original_price: number;
  readonly payment: string;
  readonly fulfilment: string;
  readonly created_at: number;
  readonly fulfilled_at: number | null;
  readonly lines: string;
};

export const invoiceTable: Table<InvoiceRow> = {
  name: 'holdall_invoice',
  columns: {
    user_id: text,
    id: integer,
    sku: text,
    note: orNull(text),
    currency: text,
    price: integer,
    original_price: integer,
    payment: text,
    fulfilment: text,
    created_at: integer,
    fulfilled_at: orNull(integer),
    lines: json,
  },
  key: ['user_id', 'id'],
  // The worker finds what waits without passing by everything that was ever sold.
  indices: [{ name: 'holdall_invoice_waiting', columns: ['id'], where: `fulfilment = 'unfulfilled'` }],
  checks: {
    holdall_invoice_numbers: 'id >= 1 AND price >= 0 AND original_price >= 0',
    holdall_invoice_words: `payment IN ('new', 'paid') AND fulfilment IN ('unfulfilled', 'processing', 'fulfilled')`,
  },
};

export const invoiceToRow = (invoice: Invoice): InvoiceRow => ({
  user_id: invoice.user,
  id: invoice.id,
  sku: invoice.sku,
  note: invoice.note,
  currency: invoice.currency,
  price: invoice.price,
  original_price: invoice.originalPrice,
  payment: invoice.payment,
  fulfilment: invoice.fulfilment,
  created_at: invoice.createdAt,
  fulfilled_at: invoice.fulfilledAt,
  lines: jsonText(invoice.lines),
});

export const invoiceFromRow = (stored: StoredRow): Invoice => {
  const row = new RowReader(invoiceTable.name, stored);
  return {
    user: row.text('user_id'),
    id: row.integer('id'),
    sku: row.text('sku'),
    note: row.textOrNull('note'),
    currency: row.text('currency'),
    price: row.integer('price'),
    originalPrice: row.integer('original_price'),
    payment: row.oneOf('payment', paymentStatuses),
    fulfilment: row.oneOf('fulfilment', fulfilmentStatuses),
    createdAt: row.integer('created_at'),
    fulfilledAt: row.integerOrNull('fulfilled_at'),
    lines: row.list('lines', (line) => ({
      id: line.integer('id'),
      item: line.integer('item'),
      sku: line.text('sku'),
      quantity: line.integer('quantity'),
      entries: line.integers('entries'),
    })),
  };
};
