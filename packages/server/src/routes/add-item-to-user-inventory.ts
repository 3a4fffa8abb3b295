import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { UserInventoryAddRequest } from '../wire/add-request.js';
import { InvoiceResource, invoiceToWire } from '../wire/invoice.js';
import { ref } from '../wire/schema.js';
import { UserId } from '../wire/user.js';
import { itemsOf } from './items-of.js';
import { route } from './route.js';

export const addItemToUserInventory = route({
  id: 'addItemToUserInventory',
  method: 'POST',
  path: '/users/:id/inventory',
  summary: 'Add what a SKU grants to the inventory of a user',
  tag: 'User inventory',
  permission: holderOf('INVENTORY_ADMIN'),
  user: 'id',
  params: Type.Object({ id: UserId }),
  body: ref(UserInventoryAddRequest),
  writes: true,
  success: { status: 201, schema: ref(InvoiceResource) },
  names: { user: 'id' },

  async handle({ engine, order, params, body }) {
    const { sku, note, skip_invoice: skipInvoice, overrides = null } = body;
    const { invoice, replayed } = await engine.addBySku({
      ...order,
      user: params.id,
      sku,
      note,
      skipInvoice,
      overrides,
    });
    if (invoice === null) return { body: {}, replayed };
    return { body: invoiceToWire(invoice, await itemsOf(engine, invoice.lines)), replayed };
  },
});
