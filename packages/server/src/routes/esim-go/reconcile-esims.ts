import type { Bridge } from '@holdall/esim-go';
import { holderOf } from '../../auth/permission.js';
import { EsimReconcileResource } from '../../wire/esim.js';
import { ref } from '../../wire/schema.js';
import { route } from '../route.js';

export const reconcileEsims = (bridge: Bridge) =>
  route({
    id: 'reconcileEsims',
    method: 'POST',
    path: '/esim-go/reconcile',
    summary: 'Carry on everything that is open at eSIM Go',
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    // A pass more does no more: it needs no `Idempotency-Key`.
    writes: false,
    success: { status: 200, schema: ref(EsimReconcileResource) },

    async handle() {
      const { looked, finished, failed } = await bridge.reconcile();
      return { body: { looked, finished, failed: failed.map(({ id, code }) => ({ id, code })) } };
    },
  });
