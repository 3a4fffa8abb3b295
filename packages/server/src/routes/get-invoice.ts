import { Type } from 'typebox';
import { ownerOr } from '../auth/permission.js';
import { InvoiceResource, invoiceToWire } from '../wire/invoice.js';
import { Id, ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { itemsOf } from './items-of.js';
import { route } from './route.js';

export const getInvoice = route({
  id: 'getInvoice',
  method: 'GET',
  path: '/users/:user_id/invoices/:id',
  summary: 'Get an invoice of a user',
  tag: 'Invoices',
  permission: ownerOr('INVENTORY_ADMIN'),
  user: 'user_id',
  params: Type.Object({ user_id: UserId, id: Id }),
  writes: false,
  success: { status: 200, schema: ref(InvoiceResource) },
  names: { user: 'user_id', invoice: 'id' },

  async handle({ engine, params: { user_id: user, id } }) {
    const invoice = await engine.invoice({ user, invoice: id });
    return { body: invoiceToWire(invoice, await itemsOf(engine, invoice.lines)) };
  },
});
