import type { Operation } from '../api/operation.js';
import { choiceIn } from '../api/query.js';
import { badRequest } from '../api/refused.js';
import { done } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import { revoke, validateRevoke } from '../rules/revoke.js';
import { isRevocable } from '../world/assignment.js';

/** Revokes exactly that assignment; a second time there is nothing to revoke. v2.4 refunds it to inventory only. */
const answer = (id: string, path: string): Operation => ({
  id,
  method: 'DELETE',
  path,

  changes: (world, request) => {
    const { iccid, name, assignmentId } = request.params;
    const type = choiceIn(request, 'type', ['transaction', 'validate']);
    const esim = esimOf(world, iccid!);
    const assignment = esim.assignments.find((it) => it.id === assignmentId && it.bundle === name);
    if (assignment === undefined) throw badRequest(`Assignment is not on the eSIM: ${assignmentId}`);
    if (!isRevocable(assignment)) throw badRequest(`Bundle cannot be revoked: it is ${assignment.state}`);
    return done(
      type === 'validate'
        ? validateRevoke(world, assignment, 'inventory')
        : revoke(world, esim, assignment, 'inventory'),
    );
  },
});

export const esimsIccidBundlesNameAssignmentsAssignmentIdDelete = answer(
  'esimsIccidBundlesNameAssignmentsAssignmentIdDelete',
  '/esims/:iccid/bundles/:name/assignments/:assignmentId',
);

/** Its deprecated spelling. */
export const esimsIccidBundlesNameApplicationsAssignmentIdDelete = answer(
  'esimsIccidBundlesNameApplicationsAssignmentIdDelete',
  '/esims/:iccid/bundles/:name/applications/:assignmentId',
);
