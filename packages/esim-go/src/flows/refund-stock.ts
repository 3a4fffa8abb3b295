import { createHash } from 'node:crypto';
import { ConflictError, InvalidInputError, RemoteError } from '@holdall/core';
import { BusyError } from '../errors/busy.js';
import {
  inventoryRefund,
  type InventoryRefundArgs,
  type InventoryRefundOutcome,
} from '../operations/inventory-refund.js';
import { perform } from '../operations/perform.js';
import type { Parts } from '../parts.js';
import type { Operation } from '../ports/operation.js';
import type { Money, Problem } from '../ports/sale.js';

export interface LotRefund {
  /** The lot's id. */
  readonly usageId: number;
  readonly quantity: number;
}

export interface RefundStockInput {
  /** At most 100, each lot once. */
  readonly refunds: readonly LotRefund[];
  /** Idempotency key: what was done with it before is not done again. */
  readonly key: string;
}

/**
 * `refunded`, `refused`: for good. `open`: it may have been done, and `reconcile` finds out. `case`: a human decides.
 * `failed`: nothing was done, and the same key may be used again.
 */
export interface StockRefund extends LotRefund {
  readonly state: 'refunded' | 'refused' | 'open' | 'case' | 'failed';
  /** What the balance rose by; null where nothing did, or it cannot be told from what else moved it. */
  readonly credited: Money | null;
  readonly problem: Problem | null;
}

/**
 * Gives what lies in the inventory back to the balance: one call for each lot, as the vendor knows no more. Some may be
 * done and others not: each has its own answer.
 * @throws EsimGoError where the inventory cannot be read: nothing was done.
 * @throws ConflictError where the key was used for another quantity; InvalidInputError
 */
export const refundStock = async (parts: Parts, input: RefundStockInput): Promise<readonly StockRefund[]> => {
  const { refunds, key } = checked(input);
  const bundles = await bundlesByLot(parts);
  const known = await Promise.all(refunds.map(({ usageId }) => parts.store.operation(idOf(key, usageId))));
  refunds.forEach(({ quantity }, index) => {
    const before = known[index]?.args as InventoryRefundArgs | undefined;
    if (before === undefined || before.quantity === quantity) return;
    throw new ConflictError('idempotency_key_reused', 'The key was used for another quantity.', { key });
  });
  const answers: StockRefund[] = [];
  for (const [index, lot] of refunds.entries()) {
    const args = known[index]?.args as InventoryRefundArgs | undefined;
    const bundle = args?.bundle ?? bundles.get(lot.usageId);
    answers.push(bundle === undefined ? { ...lot, ...unknownLot } : await refunded(parts, { ...lot, bundle }, key));
  }
  return answers;
};

const unknownLot = {
  state: 'failed',
  credited: null,
  problem: { code: 'unknown_lot', message: 'The inventory has no such lot.' },
} as const;

const refunded = async (parts: Parts, args: InventoryRefundArgs, key: string): Promise<StockRefund> => {
  const { usageId, quantity } = args;
  try {
    const wish = { id: idOf(key, usageId), sale: null, args };
    // One at a time among all bundles: or what each brought to the balance could not be told apart.
    const operation = await parts.leases.during('balance', () => perform(parts, inventoryRefund, wish));
    return { usageId, quantity, ...answerOf(operation) };
  } catch (error) {
    if (!(error instanceof RemoteError || error instanceof BusyError)) throw error;
    const problem = { code: error.code, message: error.message };
    // Thrown before anything of it was stored: nothing was sent. Otherwise it stands as it stood.
    const stands = await parts.store.operation(idOf(key, usageId));
    return {
      usageId,
      quantity,
      ...(stands === null ? { state: 'failed', credited: null } : answerOf(stands)),
      problem,
    };
  }
};

const answerOf = ({ state, outcome, problem }: Operation): Omit<StockRefund, keyof LotRefund> => {
  switch (state) {
    case 'done':
      return { state: 'refunded', credited: (outcome as InventoryRefundOutcome).credited, problem: null };
    case 'refused':
    case 'case':
      return { state, credited: null, problem };
    case 'intended':
    case 'unknown':
    case 'waiting':
      return { state: 'open', credited: null, problem };
  }
};

const bundlesByLot = async ({ vendor }: Parts): Promise<ReadonlyMap<number, string>> => {
  const { data } = await vendor.inventory.inventoryGet();
  const pairs = (data.bundles ?? []).flatMap(({ name, available = [] }) =>
    available.flatMap(({ id }): readonly (readonly [number, string])[] =>
      id === undefined || name === undefined ? [] : [[id, name]],
    ),
  );
  return new Map(pairs);
};

/** The same for the same key and lot, so that whoever repeats it finds it. */
const idOf = (key: string, usageId: number): string =>
  `stock-${createHash('sha256')
    .update(JSON.stringify([key, usageId]))
    .digest('hex')
    .slice(0, 40)}`;

const checked = (input: RefundStockInput): RefundStockInput => {
  const { refunds, key } = input;
  const faults: { path: string; message: string }[] = [];
  if (typeof key !== 'string' || key === '' || key.length > 200) {
    faults.push({ path: 'key', message: 'must be a text of 1 to 200 characters' });
  }
  const lots = new Set(refunds.map(({ usageId }) => usageId));
  if (refunds.length < 1 || refunds.length > 100 || lots.size < refunds.length) {
    faults.push({ path: 'refunds', message: 'must be 1 to 100, each of another lot' });
  }
  refunds.forEach((refund, index) => {
    for (const name of ['usageId', 'quantity'] as const) {
      const fine = Number.isSafeInteger(refund[name]) && refund[name] >= 1;
      if (!fine) faults.push({ path: `refunds[${index}].${name}`, message: 'must be a whole number of at least 1' });
    }
  });
  if (faults.length > 0) throw new InvalidInputError(faults);
  return input;
};
