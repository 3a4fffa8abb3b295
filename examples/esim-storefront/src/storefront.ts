import { Random } from './random.js';
import { isUnproven, Shop } from './shop.js';
import { counted, discrepanciesOf, statementOf } from './statement.js';
import { aDay, afterwards, customers } from './story.js';
import { openVendor } from './vendor.js';

export interface Season {
  readonly seed: number;
  readonly days: number;
  /** How many of each bundle lie in the inventory at first; what is sold beyond that is ordered. */
  readonly stock: number;
  /** Of a hundred calls of the vendor's API, how many go wrong. */
  readonly faults: number;
}

export interface Outcome {
  readonly text: string;
  readonly discrepancies: readonly string[];
}

const start = new Date('2026-06-01T08:00:00Z');

/** So many days of the shop, with a vendor that answers badly, and the statements at their end. */
export const runStorefront = async ({ seed, days, stock, faults }: Season): Promise<Outcome> => {
  const vendor = await openVendor(seed, start);
  const shop = await Shop.open(vendor);
  try {
    if (stock > 0) for (const bundle of shop.prices.keys()) await vendor.stock(bundle, stock);
    await vendor.goWrong(faults);
    const random = new Random(seed);
    for (let nth = 0; nth < days; nth += 1) await aDay(shop, vendor, random);
    await afterwards(shop, vendor);

    const truth = await vendor.truth();
    const statements = await Promise.all(customers.map((customer) => statementOf(shop, truth, customer)));
    const discrepancies = [
      ...statements.flatMap((statement) => statement.discrepancies),
      ...(await discrepanciesOf(shop, truth)),
    ];
    const cases = (await shop.bridge.cases()).map(({ id }) => id);
    const unproven = shop.till.filter(isUnproven).map(({ sale }) => sale!.id);
    const waiting = [...cases, ...unproven];
    const text = [
      `Seed ${seed}: ${days} days, ${counted(shop.till.length)} orders, ${counted(await vendor.struck())} calls went wrong.\n`,
      ...statements.map((statement) => statement.text),
      `Waiting for a human: ${waiting.length === 0 ? 'nothing' : waiting.join(', ')}`,
      discrepancies.length === 0 ? 'It adds up.' : `It does NOT add up:\n${discrepancies.join('\n')}`,
    ].join('\n');
    return { text, discrepancies };
  } finally {
    await shop.close();
    await vendor.close();
  }
};
