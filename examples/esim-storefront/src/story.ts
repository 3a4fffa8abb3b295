import type { Random } from './random.js';
import type { Shop } from './shop.js';
import type { Vendor } from './vendor.js';

export const customers = ['anna', 'ben', 'chidi', 'dana', 'emre', 'farah'] as const;

const day = 24 * 60 * 60 * 1000;

/** A day of the shop: who buys, installs, uses all or half of it or nothing, and who wants the money back. */
export const aDay = async (shop: Shop, vendor: Vendor, random: Random): Promise<void> => {
  for (const customer of customers) {
    if (random.chance(40)) await shop.sell(customer, random.pick([...shop.prices.keys()]));
    const theirs = shop.till.filter((purchase) => purchase.customer === customer && purchase.sale?.stage === 'held');
    if (theirs.length === 0) continue;
    const one = random.pick(theirs);
    const { iccid, meter } = one.sale!;
    if (random.chance(15)) await shop.refund(one);
    else if (random.chance(70)) {
      await vendor.install(iccid!);
      const some = meter!.initial === null ? 300_000_000 : Math.ceil(meter!.initial / random.pick([1, 2, 3]));
      await vendor.traffic(iccid!, some);
    }
  }
  await vendor.advance(day);
  await shop.night();
};

/** The vendor answers again: after the longest that it may take to carry something out, nothing is open any more. */
export const afterwards = async (shop: Shop, vendor: Vendor): Promise<void> => {
  await vendor.behave();
  for (let night = 0; night < 3; night += 1) {
    await vendor.advance(15 * 60 * 1000);
    await shop.night();
  }
};
