import { InvalidInputError } from '@holdall/core';
import { need, type Capabilities } from '../port/capabilities.js';
import type { SupplierInventory } from '../port/supplier.js';
import { BetatelClient, type BetatelOptions } from './client.js';
import { betatelWalk } from './walk.js';

export interface BetatelSupplierOptions extends BetatelOptions {
  /** How many inventories are asked for at once, 1 to 1,000. Default 100. */
  readonly pageSize?: number | undefined;
  /**
   * Whether a walk makes sure that the list did not move under it, which its total does not always show. It costs one request
   * for one inventory with each page but the first. Default true.
   */
  readonly verify?: boolean | undefined;
}

/**
 * Betatel's inventories, as containers. The API only lists them: getting one, what is left, revoking and refunding are
 * refused at once. Lists can be filtered by `company`.
 * @throws InvalidInputError
 */
export const betatelSupplier = ({
  pageSize = 100,
  verify = true,
  ...options
}: BetatelSupplierOptions): SupplierInventory => {
  if (!Number.isSafeInteger(pageSize) || pageSize < 1 || pageSize > 1000) {
    throw new InvalidInputError([{ path: 'pageSize', message: 'must be a whole number from 1 to 1000' }]);
  }
  const client = new BetatelClient(options);
  const { name } = client;
  let capabilities = initial;
  const lost = (what: 'list' | 'filter'): void => {
    capabilities = { ...capabilities, ...(what === 'list' ? { list: false } : { filter: [] }) };
  };
  // As a rejection, which is how callers hear of everything else that fails.
  const unsupported = (capability: 'get' | 'consumeObserve' | 'revoke' | 'refund') => async (): Promise<never> =>
    need(name, capabilities, capability) as never;
  return {
    name,
    get capabilities() {
      return capabilities;
    },
    list: (asked, walk) => {
      need(name, capabilities, 'list');
      if ((asked?.filters ?? []).length > 0) need(name, capabilities, 'filter');
      return betatelWalk({ client, pageSize, verify, lost }, asked, walk);
    },
    get: unsupported('get'),
    consumption: unsupported('consumeObserve'),
    revoke: unsupported('revoke'),
    refund: unsupported('refund'),
  };
};

const initial: Capabilities = {
  list: true,
  get: false,
  filter: ['eq'],
  sort: false,
  project: false,
  consumeObserve: false,
  revoke: false,
  refund: false,
};
