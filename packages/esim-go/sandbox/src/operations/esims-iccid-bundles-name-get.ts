import type { Operation } from '../api/operation.js';
import { badRequest } from '../api/refused.js';
import { ok } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import { assignmentShape, listedAssignments } from '../shapes/assignment.js';
import { listOf } from '../shapes/list.js';

/** Shows the latest of that name, while DELETE of the same path removes the oldest unused: the trap of contract 2.4. */
export const esimsIccidBundlesNameGet: Operation = {
  id: 'esimsIccidBundlesNameGet',
  method: 'GET',
  path: '/esims/:iccid/bundles/:name',

  reads: (world, { params }) => {
    const esim = esimOf(world, params['iccid']!);
    const latest = listedAssignments(world.settings, esim.assignments).find(({ bundle }) => bundle === params['name']);
    if (latest === undefined) throw badRequest(`Bundle is not assigned to the eSIM: ${params['name']}`);
    return ok({ assignments: listOf(world.settings, [assignmentShape(world.settings, latest)]) });
  },
};
