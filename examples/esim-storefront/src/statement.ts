import type { World } from '@holdall/esim-go-sandbox';
import { isUnproven, type Purchase, type Shop } from './shop.js';

export interface Statement {
  readonly text: string;
  /** What does not add up, a sentence each. */
  readonly discrepancies: readonly string[];
}

type Assignment = World['esims'][string]['assignments'][number];

/** What a customer bought, used and has back, as the shop knows it, held against what is true at the vendor's. */
export const statementOf = async (shop: Shop, truth: World, customer: string): Promise<Statement> => {
  const theirs = shop.till.filter((purchase) => purchase.customer === customer && !purchase.refused);
  const there = assignmentsBy(truth);
  const discrepancies: string[] = [];
  const differs = (what: string, ours: number, vendors: number): void => {
    if (ours !== vendors) discrepancies.push(`${customer}: ${what}: ${ours} here, ${vendors} at the vendor`);
  };
  const rows: (readonly string[])[] = [];
  for (const bundle of shop.prices.keys()) {
    const bought = theirs.filter((purchase) => purchase.bundle === bundle);
    if (bought.length === 0) continue;
    const assigned = bought.flatMap(({ sale }) => there.get(sale?.assignment ?? '') ?? []);
    const of = `${bundle}, `;
    differs(`${of}bundles`, bought.length, assigned.filter((one) => one.bundle === bundle).length);
    const used = sum(await Promise.all(bought.map((purchase) => usedOf(shop, purchase))));
    differs(`${of}bytes`, used, sum(assigned.map((one) => (one.unlimited ? 0 : one.used))));
    const back = bought.filter((purchase) => purchase.back > 0);
    const net = sum(bought.map((purchase) => purchase.paid - purchase.back));
    // What a human is to look at is neither kept nor given back until then: it is paid, and held against nothing.
    const unproven = bought.filter(isUnproven);
    const unclear = new Set(unproven.map(({ sale }) => sale!.assignment));
    const clear = assigned.filter(({ id }) => !unclear.has(id));
    const kept = clear.filter(({ refundedTo }) => refundedTo === null);
    differs(`${of}refunds`, back.length, clear.length - kept.length);
    const price = shop.prices.get(bundle)!;
    differs(`${of}cents`, net - unproven.length * price, kept.length * price);
    rows.push([
      bundle,
      String(bought.length),
      counted(used),
      String(back.length),
      counted(sum(bought.map(({ paid }) => paid))),
      counted(sum(bought.map((purchase) => purchase.back))),
      counted(net),
    ]);
  }
  const refused = shop.till.filter((purchase) => purchase.customer === customer && purchase.refused).length;
  const note = refused === 0 ? '' : `  ${refused} more could not be had, and cost nothing.\n`;
  return { text: `${customer}\n${table(head, rows)}\n${note}`, discrepancies };
};

/** What no single customer's statement could tell. */
export const discrepanciesOf = async (shop: Shop, truth: World): Promise<readonly string[]> => {
  const ours = new Set(shop.till.flatMap(({ sale }) => sale?.assignment ?? []));
  const nobodys = [...assignmentsBy(truth).keys()].filter((id) => !ours.has(id));
  const open = shop.till.filter(({ refused, sale }) => !refused && !atRest.has(sale?.stage ?? ''));
  const { unbalanced } = await shop.engine.audit();
  return [
    ...nobodys.map((id) => `The vendor has assignment ${id}, which nobody bought.`),
    ...open.map(({ key, sale }) => `${key} is still ${sale?.stage ?? 'unanswered'}.`),
    ...unbalanced.map((entry) => `The ledger of ${JSON.stringify(entry)} does not balance.`),
  ];
};

const atRest: ReadonlySet<string> = new Set(['held', 'ended', 'refunded']);

const assignmentsBy = ({ esims }: World): ReadonlyMap<string, Assignment> =>
  new Map(Object.values(esims).flatMap(({ assignments }) => assignments.map((one) => [one.id, one] as const)));

/** What the log says, which remembers it also when the entry has ended. */
const usedOf = async ({ engine }: Shop, { customer, sale }: Purchase): Promise<number> => {
  if (sale === null || sale.entry === null) return 0;
  const { content } = await engine.log({ user: customer, entry: sale.entry, types: ['used'], size: 1000 });
  return sum(content.map(({ quantity }) => quantity));
};

const head = ['bundle', 'bought', 'bytes used', 'refunds', 'paid', 'back', 'cents in all'] as const;

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

export const counted = (count: number): string => count.toLocaleString('en-US');

/** The first column is text, the others are numbers. */
const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = titles.map((_, column) => Math.max(...[titles, ...rows].map((row) => row[column]!.length)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!);
  return [titles, ...rows].map((row) => `  ${row.map(cell).join('  ')}`).join('\n');
};
