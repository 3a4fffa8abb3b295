import { fulfilmentStatuses, paymentStatuses, type InvoiceView, type ItemView } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { minorToWire } from './money.js';
import { Id, Int32, model, oneOf, orNull, ref, Seconds } from './schema.js';
import { toSeconds } from './seconds.js';
import { SimpleUserResource, userToWire } from './user.js';

const Price = Type.Number({ minimum: 0, description: 'With the decimals of its currency' });

export const InvoiceItemResource = model('InvoiceItemResource', {
  id: Id,
  invoice_id: Id,
  item_id: Id,
  item_name: Type.String(),
  type_hint: Type.String(),
  sku: Type.String(),
  qty: Int32,
  current_fulfillment_status: oneOf(fulfilmentStatuses),
});

/** All of its fields are optional, as Knetik has it: where the invoice was skipped, there are none. */
export const InvoiceResource = model('InvoiceResource', {
  id: Type.Optional(Id),
  user: Type.Optional(ref(SimpleUserResource)),
  currency: Type.Optional(Type.String()),
  subtotal: Type.Optional(Price),
  discount: Type.Optional(Price),
  grand_total: Type.Optional(Price),
  order_notes: Type.Optional(orNull(Type.String())),
  current_payment_status: Type.Optional(oneOf(paymentStatuses)),
  current_fulfillment_status: Type.Optional(oneOf(fulfilmentStatuses)),
  items: Type.Optional(Type.Array(ref(InvoiceItemResource))),
  created_date: Type.Optional(Seconds),
  updated_date: Type.Optional(Seconds),
});
export type InvoiceResource = Static<typeof InvoiceResource>;

/** What a SKU costs is one price for all that it grants: lines have none of their own. */
export const invoiceToWire = (invoice: InvoiceView, items: ReadonlyMap<number, ItemView>): InvoiceResource => {
  const { currency, price, originalPrice } = invoice;
  return {
    id: invoice.id,
    user: userToWire(invoice.user),
    currency,
    subtotal: minorToWire(Math.max(price, originalPrice), currency),
    discount: minorToWire(Math.max(originalPrice - price, 0), currency),
    grand_total: minorToWire(price, currency),
    order_notes: invoice.note,
    current_payment_status: invoice.payment,
    current_fulfillment_status: invoice.fulfilment,
    items: invoice.lines.map((line) => ({
      id: line.id,
      invoice_id: invoice.id,
      item_id: line.item,
      item_name: items.get(line.item)!.name,
      type_hint: items.get(line.item)!.type_hint,
      sku: line.sku,
      qty: line.quantity,
      current_fulfillment_status: invoice.fulfilment,
    })),
    created_date: toSeconds(invoice.createdAt),
    updated_date: toSeconds(invoice.fulfilledAt ?? invoice.createdAt),
  };
};
