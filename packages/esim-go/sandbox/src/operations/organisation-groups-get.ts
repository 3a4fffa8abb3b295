import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';

export const organisationGroupsGet: Operation = {
  id: 'organisationGroupsGet',
  method: 'GET',
  path: '/organisation/groups',

  reads: ({ organisation }) =>
    ok({
      groups: organisation.groups.map((name) => ({
        name,
        priceListUrl: `https://prices.sandbox.example.com/${encodeURIComponent(name)}`,
        desc: name,
        icon: `https://icons.sandbox.example.com/${encodeURIComponent(name)}.png`,
      })),
    }),
};
