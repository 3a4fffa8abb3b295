import { RemoteError } from '@holdall/core';
import { BusyError } from '../errors/busy.js';
import { kinds } from '../operations/kinds.js';
import { perform } from '../operations/perform.js';
import type { OperationKind } from '../operations/kind.js';
import type { Operation } from '../ports/operation.js';
import type { Sale } from '../ports/sale.js';
import type { Parts } from '../parts.js';
import { carriedOn } from './carry-on.js';

export interface ReconcileReport {
  /** Sales and operations that were open. */
  readonly looked: number;
  /** Those of them that came to rest. */
  readonly finished: number;
  /** Those that could not be looked into now, with the code of what prevented it. */
  readonly failed: readonly { readonly id: string; readonly code: string }[];
}

const page = 200;

/** One pass over everything that is open: each sale goes on from its stage, each operation of the stock is settled. */
export const reconcile = async (parts: Parts): Promise<ReconcileReport> => {
  const tally = { looked: 0, finished: 0, failed: [] as { id: string; code: string }[] };
  const each = async (id: string, work: () => Promise<boolean>): Promise<void> => {
    tally.looked += 1;
    try {
      if (await work()) tally.finished += 1;
    } catch (error) {
      if (!(error instanceof RemoteError || error instanceof BusyError)) throw error;
      tally.failed.push({ id, code: error.code });
    }
  };
  for await (const sale of openSales(parts)) {
    await each(sale.id, async () => {
      const { sale: latest, error } = await carriedOn(parts, sale);
      if (error instanceof RemoteError || error instanceof BusyError) throw error;
      return latest.stage !== sale.stage;
    });
  }
  for await (const operation of openOperations(parts)) {
    // Those of a sale are settled as it goes on.
    if (operation.sale !== null) continue;
    await each(operation.id, async () => {
      const kind = kinds[operation.kind] as unknown as OperationKind<never, never, never>;
      const { id, sale, args } = operation;
      const { state } = await perform(parts, kind, { id, sale, args: args as never });
      return state === 'done' || state === 'refused';
    });
  }
  return tally;
};

async function* openSales({ store }: Parts): AsyncGenerator<Sale, void, undefined> {
  for (let after: string | undefined; ;) {
    const sales = await store.sales({ unsettled: true, after, limit: page });
    yield* sales;
    if (sales.length < page) return;
    after = sales.at(-1)!.id;
  }
}

async function* openOperations({ store }: Parts): AsyncGenerator<Operation, void, undefined> {
  for (let after: string | undefined; ;) {
    const operations = await store.operations({ states: ['intended', 'unknown', 'waiting'], after, limit: page });
    yield* operations;
    if (operations.length < page) return;
    after = operations.at(-1)!.id;
  }
}
