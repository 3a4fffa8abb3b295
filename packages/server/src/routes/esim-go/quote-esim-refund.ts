import type { Bridge } from '@holdall/esim-go';
import { Type } from 'typebox';
import { holderOf } from '../../auth/permission.js';
import { EsimRefundQuoteResource, quoteToWire, refundWish } from '../../wire/esim.js';
import { ref } from '../../wire/schema.js';
import { entryNames, entryPath } from '../entry-path.js';
import { route } from '../route.js';

export const quoteEsimRefund = (bridge: Bridge) =>
  route({
    id: 'quoteEsimRefund',
    method: 'GET',
    path: '/users/:user_id/inventory/:id/esim/refund',
    summary: 'Ask what a refund of an eSIM bundle would bring back',
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    user: 'user_id',
    params: entryPath,
    query: Type.Object(refundWish),
    writes: false,
    success: { status: 200, schema: ref(EsimRefundQuoteResource) },
    names: entryNames,

    async handle({ params: { user_id: user, id: entry }, query: { to = 'inventory', accept_return = false } }) {
      const quote = await bridge.quoteRefund({ user, entry, to, acceptReturn: accept_return });
      return { body: quoteToWire(quote) };
    },
  });
