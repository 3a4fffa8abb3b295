import { paymentStatuses } from '@holdall/core';
import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { InvoiceResource, invoiceToWire } from '../wire/invoice.js';
import { Id, ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { wordIn, wordOf } from '../wire/word.js';
import { itemsOf } from './items-of.js';
import { route } from './route.js';

export const updateInvoicePaymentStatus = route({
  id: 'updateInvoicePaymentStatus',
  method: 'PUT',
  path: '/users/:user_id/invoices/:id/payment-status',
  summary: 'Set the payment status of an invoice: `paid` activates what waits on it, once',
  tag: 'Invoices',
  permission: holderOf('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId, id: Id }),
  body: wordOf(paymentStatuses),
  writes: true,
  success: { status: 200, schema: ref(InvoiceResource) },
  names: { user: 'user_id', invoice: 'id' },

  async handle({ engine, order, params: { user_id: user, id }, body }) {
    const { invoice, replayed } = await engine.setPayment({ ...order, user, invoice: id, payment: wordIn(body) });
    return { body: invoiceToWire(invoice, await itemsOf(engine, invoice.lines)), replayed };
  },
});
