import {
  BadKeyError,
  NoStockError,
  NotAccessibleError,
  RefusedError,
  type CallFacts,
  type EsimGoError,
} from '../errors/index.js';
import { esimDetails } from '../shapes/esims.js';
import { organisationGroups } from '../shapes/organisation.js';
import { segment } from './arguments.js';
import { readJson, type Operation } from './operation.js';

/** Whether the vendor lets a question through; `unknown` where that cannot be told. */
export type Permission = 'allowed' | 'forbidden' | 'unknown';

/**
 * What a 403 means: a bad key, no stock, or something that this account cannot see. The vendor's text does not say so
 * reliably, so it is found out: by a question that only the key can fail, and one that only the eSIM can.
 */
export const meaningOf403 = async (
  operation: Operation<unknown>,
  facts: CallFacts,
  ask: (question: Operation<unknown>) => Promise<Permission>,
): Promise<EsimGoError> => {
  const { about = {}, method, takesStock = false } = operation;
  const key = operation.name === keyQuestion.name ? 'forbidden' : await ask(keyQuestion);
  if (key === 'forbidden') return new BadKeyError(facts);
  if (key === 'unknown') return new RefusedError(facts);
  if (about.reference !== undefined) return new NotAccessibleError(facts);
  if (about.iccid === undefined) return takesStock ? new NoStockError(facts) : new RefusedError(facts);
  // A question about an eSIM is refused for no other reason.
  const esim = method === 'GET' ? 'forbidden' : await ask(esimQuestion(about.iccid));
  if (esim === 'forbidden') return new NotAccessibleError(facts);
  return takesStock && esim === 'allowed' ? new NoStockError(facts) : new RefusedError(facts);
};

export const permissionIn = (status: number, { only }: Operation<unknown>): Permission => {
  if (status >= 200 && status < 300) return 'allowed';
  const forbidden = status === 401 || status === 403 || (status === 400 && only === 'iccid');
  return forbidden ? 'forbidden' : 'unknown';
};

/** There is nothing to be wrong about it but the key. */
export const keyQuestion: Operation<unknown> = {
  name: 'organisationGroupsGet',
  method: 'GET',
  path: '/organisation/groups',
  effect: 'none',
  read: readJson(organisationGroups),
};

const esimQuestion = (iccid: string): Operation<unknown> => ({
  name: 'esimsIccidGet',
  method: 'GET',
  path: `/esims/${segment('iccid', iccid)}`,
  effect: 'none',
  only: 'iccid',
  read: readJson(esimDetails),
});
