import { InvalidInputError } from '@holdall/core';
import { queryFrom } from '../port/asked.js';
import { need, type Capabilities } from '../port/capabilities.js';
import type { AskOptions, SupplierInventory } from '../port/supplier.js';
import type { SupplierRecord } from '../port/record.js';
import { walking } from '../port/walking.js';
import { esimGoInventory } from '../query/index.js';
import { lotFrom, type EsimGoBundle } from './lot.js';

/** The part of @holdall/esim-go's InventoryApi that is needed. */
export interface EsimGoInventoryApi {
  inventoryGet(
    accept?: null,
    options?: AskOptions,
  ): Promise<{ readonly data: { readonly bundles?: readonly EsimGoBundle[] } }>;
  inventoryRefundPost(
    contentType: null,
    accept: null,
    item: { readonly usageId: number; readonly quantity: number },
    options?: AskOptions,
  ): Promise<unknown>;
}

export interface EsimGoSupplierOptions {
  readonly inventory: EsimGoInventoryApi;
  /** What records and errors call this supplier. Default `esim-go`. */
  readonly name?: string | undefined;
}

/**
 * The lots in eSIM Go's inventory: bundles that were bought and are not yet on an eSIM. The list comes whole, in one answer.
 * A refund is by lot, and is never repeated by itself; what is revoked are assignments, which are no lots. Errors are the
 * client's own, `EsimGoError`s.
 */
export const esimGoSupplier = ({ inventory, name = 'esim-go' }: EsimGoSupplierOptions): SupplierInventory => {
  const lots = async (signal: AbortSignal | undefined): Promise<readonly SupplierRecord[]> => {
    const { data } = await inventory.inventoryGet(null, { signal });
    return (data.bundles ?? []).flatMap((bundle) =>
      (bundle.available ?? []).flatMap((lot) => lotFrom(name, bundle, lot) ?? []),
    );
  };
  const lot = async (id: string, options?: AskOptions): Promise<SupplierRecord | null> =>
    (await lots(options?.signal)).find((record) => record.id === id) ?? null;
  return {
    name,
    capabilities,
    list: (asked, options) => {
      esimGoInventory().write(queryFrom(asked));
      const read = async (_place: 0, signal: AbortSignal | undefined) => ({ records: await lots(signal), next: null });
      return walking(
        { supplier: name, question: null, start: 0 as const, isPlace: (place) => place === 0, read },
        options,
      );
    },
    get: lot,
    consumption: async (id, options) => (await lot(id, options))?.quantity ?? null,
    revoke: async () => need(name, capabilities, 'revoke'),
    refund: async (id, quantity, options) => {
      await inventory.inventoryRefundPost(null, null, { usageId: usageIdFrom(id), quantity }, options);
    },
  };
};

const usageIdFrom = (id: string): number => {
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new InvalidInputError([{ path: 'id', message: 'must be the id of a lot: a whole number of at least 1' }]);
};

const capabilities: Capabilities = {
  list: true,
  get: true,
  filter: [],
  sort: false,
  project: false,
  consumeObserve: true,
  revoke: false,
  refund: true,
};
