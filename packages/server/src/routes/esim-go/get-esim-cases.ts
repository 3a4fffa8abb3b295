import type { Bridge } from '@holdall/esim-go';
import { holderOf } from '../../auth/permission.js';
import { caseToWire, EsimCasesResource } from '../../wire/esim.js';
import { ref } from '../../wire/schema.js';
import { route } from '../route.js';

/** A human looks through them one by one: more than these wait until some are resolved. */
const most = 1_000;

export const getEsimCases = (bridge: Bridge) =>
  route({
    id: 'getEsimCases',
    method: 'GET',
    path: '/esim-go/cases',
    summary: 'List what waits for a human, with all that was found',
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    writes: false,
    success: { status: 200, schema: ref(EsimCasesResource) },

    async handle() {
      return { body: { cases: (await bridge.cases({ limit: most })).map(caseToWire) } };
    },
  });
