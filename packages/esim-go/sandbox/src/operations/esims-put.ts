import { bodyOf } from '../api/body.js';
import type { Operation } from '../api/operation.js';
import { badRequest } from '../api/refused.js';
import { first } from '../api/request.js';
import { done } from '../api/response.js';
import { esimOf, record } from '../rules/esims.js';

/** Documented twice, so both ways work; the empty body of the generated client does not override its query. */
export const esimsPut: Operation = {
  id: 'esimsPut',
  method: 'PUT',
  path: '/esims',

  changes: (world, request) => {
    const body = request.body === undefined ? {} : bodyOf(request);
    const iccid = body['iccid'] ?? first(request, 'iccid');
    const customerRef = body['customerRef'] ?? first(request, 'customerRef');
    if (typeof iccid !== 'string' || iccid === '') throw badRequest('iccid must be a text that is not empty');
    if (typeof customerRef !== 'string') throw badRequest('customerRef must be a text');
    const esim = esimOf(world, iccid);
    esim.customerRef = customerRef;
    record(world, esim, 'eSIM Updated');
    return done('success');
  },
};
