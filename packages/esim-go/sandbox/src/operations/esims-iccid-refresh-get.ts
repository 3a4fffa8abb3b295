import type { Operation } from '../api/operation.js';
import { done } from '../api/response.js';
import { esimOf, record } from '../rules/esims.js';

/** A GET that changes something: it cuts the user off the network. */
export const esimsIccidRefreshGet: Operation = {
  id: 'esimsIccidRefreshGet',
  method: 'GET',
  path: '/esims/:iccid/refresh',

  changes: (world, { params }) => {
    const esim = esimOf(world, params['iccid']!);
    esim.location = null;
    record(world, esim, 'eSIM Refreshed');
    return done('Successfully refreshed SIM');
  },
};
