import type { Draft } from 'immer';
import type { Operation } from '../api/operation.js';
import { choiceIn, flagIn } from '../api/query.js';
import { badRequest } from '../api/refused.js';
import { first } from '../api/request.js';
import { done } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import { revoke, validateRevoke } from '../rules/revoke.js';
import { isRevocable, isUnused, type Assignment } from '../world/assignment.js';
import type { Esim } from '../world/esim.js';
import type { Settings } from '../world/settings.js';

/** Revokes by name. Without a `type` it does so for real. */
export const esimsIccidBundlesNameDelete: Operation = {
  id: 'esimsIccidBundlesNameDelete',
  method: 'DELETE',
  path: '/esims/:iccid/bundles/:name',

  changes: (world, request) => {
    const type = choiceIn(request, 'type', ['transaction', 'validate']);
    const to = flagIn(request, 'refundToBalance') ? 'balance' : 'inventory';
    const offerId = first(request, 'offerId');
    if (to === 'balance' && offerId === undefined) throw badRequest('offerId is needed for refunding to balance');
    const esim = esimOf(world, request.params['iccid']!);
    const named = esim.assignments.filter((it) => it.bundle === request.params['name'] && isRevocable(it));
    const assignment =
      offerId === undefined ? chosenFrom(named, world.settings) : named.find((it) => it.id === offerId);
    if (assignment === undefined) throw badRequest(`No bundle to revoke: ${request.params['name']}`);
    return done(type === 'validate' ? validateRevoke(world, assignment, to) : revoke(world, esim, assignment, to));
  },
};

/** From the oldest to the latest that may be revoked. */
const chosenFrom = (named: Draft<Esim['assignments']>, { refunds }: Settings): Draft<Assignment> | undefined => {
  if (refunds.revokeByName === 'latest') return named.at(-1);
  return named.find(isUnused) ?? (refunds.withoutUnused === 'oldest_active' ? named[0] : undefined);
};
