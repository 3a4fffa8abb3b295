import type { Operation, Sale } from '@holdall/esim-go';
import type { World } from '@holdall/esim-go-sandbox';
import type { Violations } from '../judge/judge.js';
import type { Books } from './messages.js';

type Assignment = World['esims'][string]['assignments'][number];

/**
 * Holds the books of engine and bridge against what is true at the vendor's, customer by customer. What waits for a human
 * is left out, and may explain as much at the vendor as was asked for in it, and no more.
 */
export const judge = (books: Books, truth: World): { readonly violations: Violations; readonly facts: string } => {
  const { sales, operations, entries, used } = books;
  const there = new Map(
    Object.values(truth.esims).flatMap(({ assignments }) => assignments.map((one) => [one.id, one] as const)),
  );
  const cases = operations.filter(({ state }) => state === 'case');
  const waiting = new Set(cases.map(({ sale }) => sale));
  const settled = sales.filter(({ id }) => !waiting.has(id));
  const violations: string[] = [...broken(settled), ...unexplained(sales, cases, there)];
  const differs = (who: string, what: string, ours: number, vendors: number): void => {
    if (ours !== vendors) violations.push(`${who}: ${what}: ${ours} here, ${vendors} at the vendor`);
  };

  const users = [...new Set(sales.map(({ user }) => user))].toSorted();
  /** What a customer pays for a bundle, in cents: two fifths more than the vendor takes. */
  const priceOf = ({ bundle }: { readonly bundle: string }): number =>
    Math.ceil((truth.catalogue[bundle]!.price * 7) / 5);
  const totals = { sold: 0, bytes: 0, refunded: 0, cents: 0, unproven: 0 };
  for (const user of users) {
    const theirs = settled.filter((sale) => sale.user === user && isSold(sale));
    const assigned = theirs.flatMap(({ assignment }) => there.get(assignment ?? '') ?? []);
    differs(user, 'bundles', theirs.length, assigned.length);

    for (const sale of theirs) {
      const at = there.get(sale.assignment ?? '');
      if (at === undefined) continue;
      differs(user, `bytes of ${sale.id}`, used[sale.entry!] ?? 0, at.unlimited ? 0 : at.used);
      if (at.bundle !== sale.bundle) violations.push(`${sale.id} of ${sale.bundle} has ${at.id} of ${at.bundle}`);
    }
    totals.bytes += sum(theirs.map(({ entry }) => used[entry!] ?? 0));

    // What a human is to look at is neither given nor kept until then.
    const clear = theirs.filter((sale) => !isUnproven(sale));
    const refunded = clear.filter(isRefunded);
    const theirsThere = clear.flatMap(({ assignment }) => there.get(assignment ?? '') ?? []);
    const kept = theirsThere.filter(({ refundedTo }) => refundedTo === null);
    differs(user, 'refunds', refunded.length, theirsThere.length - kept.length);
    for (const sale of clear) {
      const to = there.get(sale.assignment ?? '')?.refundedTo ?? null;
      if ((to !== null) !== isRefunded(sale)) {
        violations.push(`${sale.id} is ${sale.stage}, returned ${sale.refund?.returned}, and at the vendor ${to}`);
      }
    }
    const cents = sum(clear.map(priceOf)) - sum(refunded.map(priceOf));
    differs(user, 'cents', cents, sum(kept.map(priceOf)));
    totals.unproven += theirs.length - clear.length;
    totals.sold += theirs.length;
    totals.refunded += refunded.length;
    totals.cents += cents;

    // In the engine: what is sold is an entry, and what went back or was refused is an inactive one.
    const held = new Set(theirs.filter(({ stage }) => stage === 'held').map(({ entry }) => entry));
    for (const { id, status } of entries.filter((entry) => entry.user === user)) {
      const sale = sales.find((one) => one.user === user && one.entry === id);
      if (sale === undefined) violations.push(`${user} has entry ${id}, which nobody sold`);
      else if (!waiting.has(sale.id) && !held.has(id) && status !== 'inactive') {
        violations.push(`${user}: entry ${id} is ${status}, and its sale ${sale.stage}`);
      }
    }
  }
  violations.push(...money(books, truth, cases));
  if (books.unbalanced.length > 0) violations.push(`the ledger does not balance: ${JSON.stringify(books.unbalanced)}`);
  return {
    violations,
    facts: `${users.length} customers: ${totals.sold} sold, ${totals.bytes} bytes, ${totals.refunded} refunded, ${totals.cents} cents; ${cases.length} cases and ${totals.unproven} unproven refunds for a human`,
  };
};

const isSold = ({ stage }: Sale): boolean => stage === 'held' || stage === 'ended' || stage === 'refunded';

const isRefunded = ({ stage, refund }: Sale): boolean =>
  stage === 'refunded' && (refund?.returned === 'inventory' || refund?.returned === 'balance');

/** It was revoked, and what came back cannot be told: the sale says so, for a human. */
const isUnproven = ({ stage, refund, problem }: Sale): boolean =>
  stage === 'refunded' && refund?.returned === 'unknown' && problem?.code === 'return_unproven';

const atRest = new Set<Sale['stage']>(['held', 'ended', 'refunded', 'cancelled']);

/** All that is not for a human has come to rest, and no two sales have the same assignment. */
const broken = (settled: readonly Sale[]): readonly string[] => {
  const owners = new Map<string, string>();
  return settled.flatMap(({ id, stage, assignment }) => {
    const owner = assignment === null ? undefined : owners.get(assignment);
    if (assignment !== null) owners.set(assignment, id);
    return [
      ...(atRest.has(stage) ? [] : [`${id} is still ${stage}`]),
      ...(owner === undefined ? [] : [`${id} and ${owner} both have ${assignment}`]),
    ];
  });
};

/** Assignments that no sale has: no more of a bundle than are asked for in the cases of that bundle. */
const unexplained = (
  sales: readonly Sale[],
  cases: readonly Operation[],
  there: ReadonlyMap<string, Assignment>,
): readonly string[] => {
  const known = new Set(sales.map(({ assignment }) => assignment));
  const counts = new Map<string, number>();
  for (const { id, bundle } of there.values()) {
    if (!known.has(id)) counts.set(bundle, (counts.get(bundle) ?? 0) + 1);
  }
  return [...counts].flatMap(([bundle, count]) => {
    const asked = cases.filter(({ kind, lock }) => (kind === 'apply' || kind === 'order') && lock === bundle).length;
    return count <= asked ? [] : [`${count} assignments of ${bundle} belong to no sale, and ${asked} are for a human`];
  });
};

/** Every order that was paid is one that the bridge made, once; and what it knows to have paid is what was taken. */
const money = ({ sales, operations }: Books, truth: World, cases: readonly Operation[]): readonly string[] => {
  const orders = Object.values(truth.orders).filter(({ kind }) => kind === 'order');
  const known = new Set(operations.map(({ reference }) => reference));
  const strange = orders.filter(({ reference }) => !known.has(reference)).length;
  const open = cases.filter(({ kind }) => kind === 'order').length;
  const ordered = new Map(orders.map(({ reference, total }) => [reference, total]));
  const wrong = sales.flatMap(({ id, reference, paid }) => {
    const total = ordered.get(reference ?? '');
    return paid === null || total === undefined || paid.amount === total
      ? []
      : [`${id} was paid with ${paid.amount} instead of ${total}`];
  });
  const spent = -sum(truth.money.filter(({ kind }) => kind === 'order').map(({ amount }) => amount));
  const total = sum(orders.map((order) => order.total));
  return [
    ...(strange <= open ? [] : [`${strange} orders were not made by the bridge, and ${open} are for a human`]),
    ...wrong,
    ...(spent === total ? [] : [`${spent} cents were taken for orders of ${total}`]),
  ];
};

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
