import { createHash } from 'node:crypto';
import { ConflictError, InvalidInputError, type Instant } from '@holdall/core';
import { StockRefusedError } from '../errors/stock-refused.js';
import { stockIn, type BundleStock } from '../mapping/translate.js';
import { order, type OrderArgs, type OrderOutcome } from '../operations/order.js';
import { perform } from '../operations/perform.js';
import type { Parts } from '../parts.js';
import type { Money } from '../ports/sale.js';

export interface StockInput {
  /** The bundle's name, case-sensitive. */
  readonly bundle: string;
  /** From 1 to what one order may be of: 10. */
  readonly quantity: number;
  /** Idempotency key: the same key and order are bought once. */
  readonly key: string;
}

export interface StockOrder {
  /** The operation's id: what a case is named by. */
  readonly id: string;
  readonly bundle: string;
  readonly quantity: number;
  /** `open`: whether it was bought is being found out; `reconcile` goes on. `case`: a human decides. */
  readonly state: 'bought' | 'open' | 'case';
  /** The vendor's, once it is known. */
  readonly reference: string | null;
  readonly paid: Money | null;
  readonly boughtAt: Instant | null;
}

/**
 * Buys bundles into the inventory. Above 5 the vendor takes its time: they are bought, and lie there a little later.
 * @throws StockRefusedError where the vendor sells none, such as for want of balance; InvalidInputError
 * @throws ConflictError where the key was used for another order.
 */
export const stock = async (parts: Parts, { bundle, quantity, key }: StockInput): Promise<StockOrder> => {
  const most = parts.settings.orderSize;
  const faults = [
    ...(isText(bundle) ? [] : [{ path: 'bundle', message: 'must be a text of 1 to 200 characters' }]),
    ...(isText(key) ? [] : [{ path: 'key', message: 'must be a text of 1 to 200 characters' }]),
    ...(Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= most
      ? []
      : [{ path: 'quantity', message: `must be a whole number from 1 to ${most}` }]),
  ];
  if (faults.length > 0) throw new InvalidInputError(faults);
  const id = `stock-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
  const args: OrderArgs = { bundle, quantity, assign: false, iccid: null };
  const known = (await parts.store.operation(id))?.args as OrderArgs | undefined;
  if (known !== undefined && (known.bundle !== bundle || known.quantity !== quantity)) {
    throw new ConflictError('idempotency_key_reused', 'The key was used for an order of something else.', {
      operation: id,
    });
  }
  const operation = await perform(parts, order, { id, sale: null, args });
  if (operation.state === 'refused') throw new StockRefusedError(operation);
  const { reference, paid, boughtAt } = (operation.outcome ?? nothing) as Pick<OrderOutcome, keyof typeof nothing>;
  const state = operation.state === 'done' ? 'bought' : operation.state === 'case' ? 'case' : 'open';
  return { id, bundle, quantity, state, reference, paid, boughtAt };
};

const nothing = { reference: null, paid: null, boughtAt: null };

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.length <= 200;

/** What lies in the inventory: of each bundle its lots, with the usage ids that refunds name and when they expire. */
export const lots = async ({ vendor }: Parts): Promise<readonly BundleStock[]> =>
  stockIn((await vendor.inventory.inventoryGet()).data);
