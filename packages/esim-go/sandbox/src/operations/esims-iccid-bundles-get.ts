import type { Operation } from '../api/operation.js';
import { flagIn, wholeNumberIn } from '../api/query.js';
import { ok } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import { assignmentShape, listedAssignments } from '../shapes/assignment.js';
import { listOf } from '../shapes/list.js';
import { isSpent } from '../world/assignment.js';

/** The limit counts assignments, latest first, over all bundles of the eSIM. */
export const esimsIccidBundlesGet: Operation = {
  id: 'esimsIccidBundlesGet',
  method: 'GET',
  path: '/esims/:iccid/bundles',

  reads: (world, request) => {
    const { settings, catalogue } = world;
    const esim = esimOf(world, request.params['iccid']!);
    const limit = wholeNumberIn(request, 'limit', { min: 1, max: 200, fallback: 15 });
    const includeUsed = flagIn(request, 'includeUsed');
    const assignments = listedAssignments(settings, esim.assignments)
      .filter((assignment) => includeUsed || !isSpent(assignment))
      .slice(0, limit);
    const names = [...new Set(assignments.map(({ bundle }) => bundle))];
    const bundles = names.map((name) => ({
      name,
      description: catalogue[name]!.description,
      assignments: listOf(
        settings,
        assignments.filter(({ bundle }) => bundle === name).map((it) => assignmentShape(settings, it)),
      ),
    }));
    return ok({ bundles: listOf(settings, bundles) });
  },
};
