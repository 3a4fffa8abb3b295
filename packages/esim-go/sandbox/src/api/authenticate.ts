import type { World } from '../world/world.js';
import type { Operation } from './operation.js';
import { Refused } from './refused.js';
import type { ApiRequest } from './request.js';

/** The generated client sends no key with this one (contract 5.2). */
const deleteByName = 'esimsIccidBundlesNameDelete';

/** @throws Refused (403; 401 for orders) without a valid key. */
export const authenticate = (world: World, { id }: Operation, { key }: ApiRequest): void => {
  if (key !== null && world.keys.includes(key)) return;
  if (key === null && id === deleteByName && world.settings.authentication.keylessDeleteByName) return;
  throw new Refused(id === 'ordersPost' ? 401 : 403, 'Invalid API key');
};
