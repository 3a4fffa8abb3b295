import { ConflictError, DeniedError, InvalidInputError, NotFoundError, RemoteError } from '@holdall/core';
import { BusyError } from '../errors/busy.js';
import { StaleError } from '../errors/stale.js';
import type { Sale } from '../ports/sale.js';
import type { Parts } from '../parts.js';
import { changedSale } from './sale-record.js';
import { steps } from './steps.js';

export interface CarriedOn {
  readonly sale: Sale;
  /** What kept it from going on, or refused it; null where nothing did. */
  readonly error: unknown;
}

/**
 * Takes a sale as far as it goes, from whatever stage it is at: after each step that stage is stored, and each step can be
 * repeated. One at a time per sale.
 * @throws StorageError and what else is neither the vendor's nor the order's fault: reconciling goes on from there.
 */
export const carriedOn = (parts: Parts, { id }: Pick<Sale, 'id'>): Promise<CarriedOn> =>
  parts.leases.during(`sale:${id}`, async () => {
    let sale = (await parts.store.sale(id))!;
    for (;;) {
      const step = steps[sale.stage];
      if (step === undefined) return { sale, error: null };
      try {
        const change = await step(parts, sale);
        if (change === null) return { sale, error: null };
        sale = await changedSale(parts, sale, change);
      } catch (error) {
        if (error instanceof StaleError) {
          sale = (await parts.store.sale(id))!;
        } else if (sale.stage === 'granting' && isRefusal(error)) {
          const problem = { code: error.code, message: error.message };
          return { sale: await changedSale(parts, sale, { stage: 'cancelled', problem }), error };
        } else if (error instanceof RemoteError || error instanceof BusyError) {
          return { sale, error };
        } else {
          throw error;
        }
      }
    }
  });

/** The engine will not have it: there is no entry, and nothing was asked of the vendor. */
const isRefusal = (error: unknown): error is DeniedError | InvalidInputError | NotFoundError | ConflictError =>
  error instanceof DeniedError ||
  error instanceof InvalidInputError ||
  error instanceof NotFoundError ||
  error instanceof ConflictError;
