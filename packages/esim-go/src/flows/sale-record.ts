import { createHash } from 'node:crypto';
import type { Instant } from '@holdall/core';
import type { Sale, Source } from '../ports/sale.js';
import { stored } from '../ports/store.js';
import type { Parts } from '../parts.js';

/** The same for the same order, so that whoever repeats it finds the sale. */
export const saleId = (...of: readonly (string | number)[]): string =>
  `sale-${createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 40)}`;

export interface SaleOrder {
  readonly id: string;
  readonly user: string;
  readonly entry: number | null;
  readonly item: number;
  readonly bundle: string;
  readonly source: Source;
  readonly wanted: string | null;
}

export const newSale = (order: SaleOrder, now: Instant): Sale => ({
  ...order,
  revision: 0,
  stage: order.entry === null ? 'granting' : 'placing',
  iccid: null,
  reference: null,
  assignment: null,
  install: null,
  paid: null,
  boughtAt: null,
  meter: null,
  booked: null,
  announced: 0,
  refund: null,
  problem: null,
  createdAt: now,
  updatedAt: now,
});

/** @throws StaleError where somebody else was faster. */
export const changedSale = async (
  { store, clock, announcer }: Parts,
  sale: Sale,
  change: Partial<Sale>,
): Promise<Sale> => {
  const next = { ...sale, ...change, updatedAt: clock.now() };
  await store.commit({ sales: [next] });
  announcer.changed(sale, stored(next));
  return stored(next);
};
