import { bodyOf, isAbsent, positiveIn, textIn } from '../api/body.js';
import type { Operation } from '../api/operation.js';
import { badRequest } from '../api/refused.js';
import { done } from '../api/response.js';
import { fits, refuseFullQueue } from '../rules/assign.js';
import { esimOf } from '../rules/esims.js';
import { takeFromStock } from '../rules/lots.js';
import { placeOrder } from '../rules/place-order.js';
import { uuid } from '../rules/random.js';

/** Deprecated: an apply to one eSIM that tells no reference. */
export const esimsIccidBundlesPost: Operation = {
  id: 'esimsIccidBundlesPost',
  method: 'POST',
  path: '/esims/:iccid/bundles',

  changes: (world, request) => {
    const body = bodyOf(request);
    const name = textIn(body['name'], 'name');
    const repeat = isAbsent(body['repeat']) ? 1 : positiveIn(body['repeat'], 'repeat');
    const esim = esimOf(world, request.params['iccid']!);
    const units = Array.from({ length: repeat }, () => {
      const lot = takeFromStock(world, name).id;
      return { line: 0, bundle: name, lot, requested: esim.iccid, iccid: null };
    });
    if (!fits(world.catalogue[name]!, esim)) throw badRequest(`Bundle ${name} is incompatible with eSIM ${esim.iccid}`);
    refuseFullQueue(world, esim, repeat);
    placeOrder(world, {
      kind: 'apply',
      reference: uuid(world),
      applyReference: uuid(world),
      assign: true,
      lines: [],
      units,
      total: 0,
      sourceIP: request.ip,
    });
    return done('Successfully Applied Bundle');
  },
};
