import { EsimGoError } from '../client/errors/index.js';
import { WithdrawnError } from '../errors/withdrawn.js';
import { moneyOf, remainingIn, type Lot } from '../mapping/translate.js';
import type { Money } from '../ports/sale.js';
import type { Vendor } from '../vendor.js';
import { lotsNow } from './apply.js';
import type { Found, OperationKind } from './kind.js';

export type InventoryRefundArgs = {
  readonly bundle: string;
  readonly usageId: number;
  readonly quantity: number;
};

/** What the account had, and the latest order that it paid: with the same one before and after, no order was between. */
type Account = {
  readonly balance: Money | null;
  readonly lastPaid: string | null;
};

export type InventoryRefundEvidence = {
  readonly lots: readonly Lot[];
  readonly account: Account;
};

export type InventoryRefundOutcome = {
  /** What the balance rose by; null where that cannot be told from what else moved it. */
  readonly credited: Money | null;
};

/** Bundles of one lot back to the balance, for good: once more would take more. */
export const inventoryRefund: OperationKind<InventoryRefundArgs, InventoryRefundEvidence, InventoryRefundOutcome> = {
  kind: 'inventory_refund',
  lockOf: ({ bundle }) => bundle,
  again: 'when_settled',
  referenceOf: () => null,
  moves: ({ quantity }) => -quantity,

  gather: async (vendor, { bundle, usageId, quantity }) => {
    const lots = await lotsNow(vendor, bundle);
    const left = remainingOf(lots, usageId);
    if (left < quantity) throw new WithdrawnError('too_few', `Lot ${usageId} has ${left} left, not ${quantity}.`);
    return { lots, account: await accountNow(vendor) };
  },

  call: async (vendor, { usageId, quantity }, { account }) => {
    await vendor.inventory.inventoryRefundPost(null, null, { usageId, quantity });
    return { credited: await creditSince(vendor, account) };
  },

  find: async (vendor, { bundle, usageId, quantity }, { lots: before, account: had }, { moved, perhaps }) => {
    const lots = await lotsNow(vendor, bundle);
    const account = await accountNow(vendor);
    const taken = remainingIn(before) + moved - remainingIn(lots);
    const takenHere = remainingOf(before, usageId) - remainingOf(lots, usageId);
    if (perhaps === 0 && taken === 0) return { kind: 'not_done' };
    // What else was done since may have been in this lot, so that only the sum can be right.
    const fits = taken === quantity && (moved !== 0 || takenHere === quantity);
    if (perhaps === 0 && fits && !isNoRicher(had, account)) return unpriced;
    const why = `${taken} more are gone from the stock than the bridge took, ${takenHere} of this lot, not ${quantity}.`;
    return { kind: 'undecided', why, findings: { before, lots, had, account } };
  },
};

/** Nothing was paid, and nothing came in: then it was somebody else who took the bundles. */
const isNoRicher = (before: Account, after: Account): boolean =>
  before.lastPaid === after.lastPaid &&
  before.balance !== null &&
  after.balance !== null &&
  after.balance.amount <= before.balance.amount;

/** The balance may have moved for other reasons since the answer was lost: a sum would be a guess. */
const unpriced: Found<InventoryRefundOutcome> = { kind: 'done', outcome: { credited: null } };

const remainingOf = (lots: readonly Lot[], id: number): number =>
  lots.find(({ usageId }) => usageId === id)?.remaining ?? 0;

const newest = 100;

const accountNow = async ({ organisation, orders }: Vendor): Promise<Account> => {
  const { balance, currency } = (await organisation.organisationGet()).data.organisations[0] ?? {};
  const { data } = await orders.ordersGet(false, 1, newest);
  const paid = data.orders.find(({ total = 0 }) => total > 0);
  return {
    balance: balance === undefined || currency === undefined ? null : moneyOf(balance, currency),
    lastPaid: paid?.orderReference ?? null,
  };
};

/** It was done, whatever fails here. */
const creditSince = async (vendor: Vendor, before: Account): Promise<Money | null> => {
  try {
    const { balance, lastPaid } = await accountNow(vendor);
    if (balance === null || before.balance === null || lastPaid !== before.lastPaid) return null;
    const amount = balance.amount - before.balance.amount;
    return balance.currency === before.balance.currency && amount > 0 ? { ...balance, amount } : null;
  } catch (error) {
    if (error instanceof EsimGoError || error instanceof RangeError) return null;
    throw error;
  }
};
