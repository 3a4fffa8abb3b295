import { NotFoundError } from '@holdall/core';
import type { Bridge } from '@holdall/esim-go';
import { holderOf } from '../../auth/permission.js';
import { EsimSaleResource, saleToWire } from '../../wire/esim.js';
import { ref } from '../../wire/schema.js';
import { entryNames, entryPath } from '../entry-path.js';
import { route } from '../route.js';

export const getEsimSale = (bridge: Bridge) =>
  route({
    id: 'getEsimSale',
    method: 'GET',
    path: '/users/:user_id/inventory/:id/esim',
    summary: 'Get what eSIM Go has of an inventory entry',
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    user: 'user_id',
    params: entryPath,
    writes: false,
    success: { status: 200, schema: ref(EsimSaleResource) },
    names: entryNames,

    async handle({ params: { user_id: user, id: entry } }) {
      const sale = await bridge.sale(user, entry);
      if (sale === null) throw new NotFoundError('entry', entry);
      return { body: saleToWire(sale) };
    },
  });
