import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import { installDetails } from '../shapes/install-details.js';

export const esimsIccidGet: Operation = {
  id: 'esimsIccidGet',
  method: 'GET',
  path: '/esims/:iccid',

  reads: (world, request) => {
    const esim = esimOf(world, request.params['iccid']!);
    return ok({
      ...installDetails(world.settings, esim, request),
      // Milliseconds since 1970 here, an ISO text in /esims/assignments.
      ...(esim.firstInstalledAt === null ? {} : { firstInstalledDateTime: esim.firstInstalledAt }),
      customerRef: esim.customerRef,
    });
  },
};
