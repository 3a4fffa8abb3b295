import type { Draft } from 'immer';
import { forbidden } from '../api/refused.js';
import type { Assignment } from '../world/assignment.js';
import { day, monthsAfter, type Instant } from '../world/instant.js';
import { hasExpired, type Lot } from '../world/lot.js';
import type { World, WorldDraft } from '../world/world.js';
import { nextOf } from './counting.js';

export type NewLot = Pick<Lot, 'bundle' | 'total' | 'remaining' | 'price' | 'orderReference'> & {
  readonly purchasedAt?: Instant | undefined;
  readonly expiresAt?: Instant | undefined;
};

export const openLot = (world: WorldDraft, lot: NewLot): Draft<Lot> => {
  const id = nextOf(world, 'lot');
  const purchasedAt = lot.purchasedAt ?? world.now;
  const expiresAt = lot.expiresAt ?? monthsAfter(purchasedAt, world.settings.inventory.expiryMonths);
  world.lots[id] = { ...lot, id, purchasedAt, expiresAt };
  return world.lots[id];
};

/** Takes one bundle from stock: an assumption, as the vendor says nothing of the order. */
export const takeFromStock = (world: WorldDraft, bundle: string): Draft<Lot> => {
  const rank = (lot: Lot): number => (world.settings.inventory.takes === 'earliest_expiry' ? lot.expiresAt : 0);
  const [lot] = Object.values(world.lots)
    .filter((it) => it.bundle === bundle && it.remaining > 0 && !hasExpired(it, world.now))
    .sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  if (lot === undefined) throw forbidden(`No available bundles left: ${bundle}`);
  lot.remaining -= 1;
  return lot;
};

/** Whether it was bought inside the permitted refund period: half-open, from the purchase. */
export const inRefundPeriod = ({ settings, now }: World, { purchasedAt }: Lot): boolean =>
  now < purchasedAt + settings.refunds.periodDays * day;

/** What one bundle of the lot is worth when it is given back, in minor units. */
export const refundPrice = ({ settings, catalogue }: World, { bundle, price }: Lot): number =>
  settings.refunds.price === 'paid' ? price : (catalogue[bundle]?.price ?? price);

export const putBack = (world: WorldDraft, assignment: Assignment): void => {
  const { returnedLot, returnedLotDates } = world.settings.refunds;
  const lot = world.lots[assignment.lot]!;
  if (returnedLot === 'same') {
    lot.remaining += 1;
    return;
  }
  const dates = returnedLotDates === 'original' ? { purchasedAt: lot.purchasedAt, expiresAt: lot.expiresAt } : {};
  openLot(world, {
    bundle: lot.bundle,
    total: 1,
    remaining: 1,
    price: lot.price,
    orderReference: lot.orderReference,
    ...dates,
  });
};
