import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';
import { fits } from '../rules/assign.js';
import { bundleOf } from '../rules/catalogue.js';
import { esimOf } from '../rules/esims.js';

export const esimsIccidCompatibleBundleGet: Operation = {
  id: 'esimsIccidCompatibleBundleGet',
  method: 'GET',
  path: '/esims/:iccid/compatible/:bundle',

  reads: (world, { params }) => {
    const esim = esimOf(world, params['iccid']!);
    return ok({ compatible: fits(bundleOf(world, params['bundle']!), esim) });
  },
};
