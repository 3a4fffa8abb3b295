import type { Bridge } from '@holdall/esim-go';
import { holderOf } from '../../auth/permission.js';
import { EsimRefundRequest, EsimSaleResource, saleToWire } from '../../wire/esim.js';
import { ref } from '../../wire/schema.js';
import { entryNames, entryPath } from '../entry-path.js';
import { route } from '../route.js';

export const refundEsimBundle = (bridge: Bridge) =>
  route({
    id: 'refundEsimBundle',
    method: 'POST',
    path: '/users/:user_id/inventory/:id/esim/refund',
    summary: 'Give an eSIM bundle back',
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    user: 'user_id',
    params: entryPath,
    body: ref(EsimRefundRequest),
    // It takes no `Idempotency-Key`: an entry is refunded once, and whoever asks again is told what came of it.
    writes: false,
    success: { status: 200, schema: ref(EsimSaleResource) },
    names: entryNames,

    async handle({ params: { user_id: user, id: entry }, body: { to = 'inventory', accept_return = false } }) {
      return { body: saleToWire(await bridge.refund({ user, entry, to, acceptReturn: accept_return })) };
    },
  });
