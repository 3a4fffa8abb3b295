import { describe, expect, it } from 'vitest';
import { openVendor } from '../src/vendor.js';
import { Shop } from '../src/shop.js';
import { discrepanciesOf, statementOf } from '../src/statement.js';
import { runStorefront } from '../src/storefront.js';

const france = 'esim_1GB_7D_FR_V2';

describe('a season of the shop', () => {
  it('adds up for every customer, though a tenth of all calls goes wrong', async () => {
    const { text, discrepancies } = await runStorefront({ seed: 5, days: 7, stock: 2, faults: 10 });
    expect(discrepancies, text).toEqual([]);
    expect(text).toContain('It adds up.');
    // Something was sold, used and given back, and calls did go wrong.
    expect(text).toMatch(/^Seed 5: 7 days, [1-9]\d* orders, [1-9]\d* calls went wrong\./);
    expect(text).toMatch(/\d{3},\d{3},\d{3} +\d/);
    expect(text).toMatch(/ [\d,]+ +[1-9] +[\d,]+ +[1-9][\d,]* /);
  });
});

describe('a statement', () => {
  it('says so where it does not add up: of bundles, bytes, refunds and money', async () => {
    const vendor = await openVendor(1, new Date('2026-06-01T08:00:00Z'));
    const shop = await Shop.open(vendor);
    try {
      await vendor.stock(france, 3);
      await shop.sell('anna', france);
      await shop.sell('anna', france);
      expect((await statementOf(shop, await vendor.truth(), 'anna')).discrepancies).toEqual([]);

      // Used, and nobody has read the meter; paid back, and the bundle is still there; one that nobody sold.
      const [first, second] = shop.till;
      await vendor.install(first!.sale!.iccid!);
      await vendor.traffic(first!.sale!.iccid!, 1_000);
      second!.back = second!.paid;
      const truth = await vendor.truth();
      expect((await statementOf(shop, truth, 'anna')).discrepancies).toEqual([
        `anna: ${france}, bytes: 0 here, 1000 at the vendor`,
        `anna: ${france}, refunds: 1 here, 0 at the vendor`,
        `anna: ${france}, cents: 259 here, 518 at the vendor`,
      ]);
      shop.till.pop();
      expect(await discrepanciesOf(shop, truth)).toEqual([
        `The vendor has assignment ${second!.sale!.assignment}, which nobody bought.`,
      ]);
    } finally {
      await shop.close();
      await vendor.close();
    }
  });
});
