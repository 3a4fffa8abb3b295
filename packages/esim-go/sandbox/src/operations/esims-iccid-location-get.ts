import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import { networksIn } from '../world/network.js';

export const esimsIccidLocationGet: Operation = {
  id: 'esimsIccidLocationGet',
  method: 'GET',
  path: '/esims/:iccid/location',

  reads: (world, { params }) => {
    const { location } = esimOf(world, params['iccid']!);
    if (location === null) return ok({});
    const network = networksIn(world.networks, location.country).networks[0]!;
    return ok({
      mobileNetworkCode: network.tagid,
      networkName: network.name,
      networkBrandName: network.brandName,
      country: location.country,
      lastSeen: location.lastSeen,
    });
  },
};
