import type { JsonObject } from '@holdall/core';
import type { Bridge } from '@holdall/esim-go';
import { Type } from 'typebox';
import { holderOf } from '../../auth/permission.js';
import { EsimCaseResolution, EsimResolutionResource, resolutionToWire } from '../../wire/esim.js';
import { ref } from '../../wire/schema.js';
import { route } from '../route.js';

export const resolveEsimCase = (bridge: Bridge) =>
  route({
    id: 'resolveEsimCase',
    method: 'POST',
    path: '/esim-go/cases/:case_id/resolution',
    summary: 'Say what became of something that waits for a human, and go on',
    tag: 'eSIM Go',
    permission: holderOf('INVENTORY_ADMIN'),
    params: Type.Object({ case_id: Type.String({ minLength: 1, maxLength: 200 }) }),
    body: ref(EsimCaseResolution),
    // It takes no `Idempotency-Key`: what is resolved is no case any more.
    writes: false,
    success: { status: 200, schema: ref(EsimResolutionResource) },

    async handle({ principal, params: { case_id: operation }, body: { info = '', outcome, ...body } }) {
      const resolution = await bridge.resolveCase({
        operation,
        ...body,
        // It came as JSON.
        ...(outcome !== undefined && { outcome: outcome as JsonObject }),
        // Who says so is kept with it.
        info: `${principal.name}: ${info}`,
      });
      return { body: resolutionToWire(resolution) };
    },
  });
