import { InvalidInputError } from '@holdall/core';
import type { Bridge } from '@holdall/esim-go';
import { Type } from 'typebox';
import { holderOf } from '../../auth/permission.js';
import { EsimSaleRequest, EsimSaleResource, saleToWire } from '../../wire/esim.js';
import { ref } from '../../wire/schema.js';
import { UserId } from '../../wire/user.js';
import { route } from '../route.js';

export const sellEsimBundle = (bridge: Bridge) =>
  route({
    id: 'sellEsimBundle',
    method: 'POST',
    path: '/users/:user_id/esim-bundles',
    summary: 'Sell an eSIM bundle to a user',
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    user: 'user_id',
    params: Type.Object({ user_id: UserId }),
    body: ref(EsimSaleRequest),
    writes: true,
    success: { status: 201, schema: ref(EsimSaleResource) },
    names: { item: 'item_id', user: 'user_id', key: 'idempotency-key' },

    async handle({ order: { key }, params: { user_id: user }, body }) {
      // Whoever loses the answer could not ask again without one: it would be another sale.
      if (key === null) throw new InvalidInputError([{ path: 'key', message: 'is required for a sale' }]);
      const { item_id: item, iccid = null } = body;
      return { body: saleToWire(await bridge.sell({ user, item, iccid, key })) };
    },
  });
