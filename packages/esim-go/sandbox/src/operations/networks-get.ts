import type { Operation } from '../api/operation.js';
import { listIn } from '../api/query.js';
import { badRequest } from '../api/refused.js';
import { first } from '../api/request.js';
import { ok } from '../api/response.js';

export const networksGet: Operation = {
  id: 'networksGet',
  method: 'GET',
  path: '/networks',

  reads: ({ networks }, request) => {
    const countries = listIn(request, 'countries');
    const isos = listIn(request, 'isos');
    const all = first(request, 'returnAll') === 'true';
    if (!all && countries === undefined && isos === undefined) throw badRequest('Give countries, isos or returnAll');
    return ok({
      countryNetworks: networks
        .filter(({ name, iso }) => all || countries?.includes(name) || isos?.includes(iso))
        .map(({ name, networks: list }) => ({ name, networks: list })),
    });
  },
};
