import type { Instant } from '@holdall/core';
import type { ApplyEvidence } from '../operations/apply.js';
import type { Parts } from '../parts.js';
import type { Sale } from '../ports/sale.js';

export interface Purchase {
  readonly at: Instant;
  /** Whether it is a guess: a lot's expiry less 12 months. Never later than the truth. */
  readonly estimated: boolean;
}

/**
 * When a bundle was bought, which the vendor does not say of what lies in the inventory. Of the lots that it may have been
 * taken from, the oldest: by the orders of that day, otherwise by its expiry, which is 12 months after. Null: unknown.
 */
export const purchaseOf = async (parts: Parts, { id, bundle, boughtAt }: Sale): Promise<Purchase | null> => {
  const applied = await parts.store.operation(`${id}:apply`);
  // Ordered for this sale: the vendor said when.
  if (boughtAt !== null && applied?.state !== 'done') return { at: boughtAt, estimated: false };
  const { lots = [] } = (applied?.evidence ?? {}) as Partial<ApplyEvidence>;
  const possible = lots.filter(({ remaining }) => remaining > 0);
  const days = possible.map(({ expiry }) => dayOfPurchase(expiry)).filter((day) => day !== null);
  if (days.length === 0 || days.length < possible.length) {
    return boughtAt === null ? null : { at: boughtAt, estimated: true };
  }
  const day = Math.min(...days);
  const ordered = await orderedOn(parts, bundle, day);
  return ordered === null ? { at: day, estimated: true } : { at: ordered, estimated: false };
};

/** Twelve months before; of a 29 February the 28th. */
const dayOfPurchase = (expiry: string | null): Instant | null => {
  const end = new Date(expiry ?? '');
  if (Number.isNaN(end.getTime())) return null;
  const start = new Date(Date.UTC(end.getUTCFullYear() - 1, end.getUTCMonth(), end.getUTCDate()));
  if (start.getUTCMonth() !== end.getUTCMonth()) start.setUTCDate(0);
  return start.getTime();
};

const dayLength = 86_400_000;
const perPage = 100;

/** The first order of that day that put such a bundle into the inventory. */
const orderedOn = async ({ vendor }: Parts, bundle: string, day: Instant): Promise<Instant | null> => {
  const within = [`gte:${new Date(day).toISOString()}`, `lt:${new Date(day + dayLength).toISOString()}`];
  const moments: Instant[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await vendor.orders.ordersGet(false, page, perPage, within);
    for (const { order = [], assigned, createdDate } of data.orders) {
      const moment = Date.parse(createdDate ?? '');
      // One that is from another day would mean that the vendor does not know this filter.
      if (assigned === true || Number.isNaN(moment) || moment < day || moment >= day + dayLength) continue;
      if (order.some(({ type, item }) => type === 'bundle' && item === bundle)) moments.push(moment);
    }
    if (data.orders.length < perPage) break;
  }
  return moments.length === 0 ? null : Math.min(...moments);
};
