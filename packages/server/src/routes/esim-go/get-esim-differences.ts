import type { Bridge } from '@holdall/esim-go';
import { Type } from 'typebox';
import { holderOf } from '../../auth/permission.js';
import { differencesToWire, EsimDifferencesResource } from '../../wire/esim.js';
import { ref, Seconds } from '../../wire/schema.js';
import { route } from '../route.js';

export const getEsimDifferences = (bridge: Bridge) =>
  route({
    id: 'getEsimDifferences',
    method: 'GET',
    path: '/esim-go/differences',
    summary: "Report where eSIM Go's view and ours differ",
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    query: Type.Object({ since: Type.Optional(Seconds) }),
    writes: false,
    success: { status: 200, schema: ref(EsimDifferencesResource) },

    async handle({ query: { since } }) {
      const report = await bridge.differences(since === undefined ? {} : { since: since * 1000 });
      return { body: differencesToWire(report) };
    },
  });
