import { RemoteError, type EntryView, type Instant } from '@holdall/core';
import { NotAccessibleError } from '../client/errors/index.js';
import {
  assignmentsIn,
  isOver,
  meterOf,
  moneyIn,
  referenceIn,
  remainingIn,
  stockIn,
  type Lot,
  type NamedAssignment,
} from '../mapping/translate.js';
import { kinds } from '../operations/kinds.js';
import { ordersSince } from '../operations/orders-since.js';
import type { Parts } from '../parts.js';
import type { Operation } from '../ports/operation.js';
import type { Money, Sale, SaleStage } from '../ports/sale.js';

export interface DifferencesInput {
  /** From when on orders are looked through. Default: the last 7 days. */
  readonly since?: Instant;
}

/** One thing that the vendor and we see differently. `theirs` is read now, `ours` is what the bridge's store says. */
export type Difference =
  /** On an eSIM of ours, and no sale knows it. */
  | {
      readonly kind: 'unknown_assignment';
      readonly iccid: string;
      readonly assignment: string;
      readonly bundle: string;
      readonly state: string | null;
    }
  /** A sale holds it, and it is no longer on the eSIM; `iccid` itself may be gone from the account. */
  | {
      readonly kind: 'lost_assignment';
      readonly sale: string;
      readonly iccid: string;
      readonly assignment: string;
      readonly esim: 'there' | 'gone';
    }
  | {
      readonly kind: 'state';
      readonly sale: string;
      readonly assignment: string;
      readonly theirs: string | null;
      readonly ours: string;
    }
  /** Bytes. Less used than before is told, too, and never booked. */
  | {
      readonly kind: 'quantity';
      readonly sale: string;
      readonly assignment: string;
      readonly theirs: { readonly initial: number | null; readonly used: number };
      readonly ours: { readonly initial: number | null; readonly used: number };
    }
  /** The vendor's bundle and the engine's entry do not go together. */
  | {
      readonly kind: 'entry';
      readonly sale: string;
      readonly user: string;
      readonly entry: number;
      readonly stage: SaleStage;
      readonly status: EntryView['status'];
    }
  /** Bought, and no operation knows it: at the portal, say. */
  | {
      readonly kind: 'unknown_order';
      readonly reference: string;
      readonly items: readonly { readonly bundle: string | null; readonly quantity: number | null }[];
      readonly total: Money | null;
      readonly createdAt: string | null;
    }
  /** How many lie in the inventory, against what lay there before our last operation and what that changed. */
  | { readonly kind: 'stock'; readonly bundle: string; readonly theirs: number; readonly ours: number };

export interface DifferencesReport {
  /** How many eSIMs were read. */
  readonly esims: number;
  readonly differences: readonly Difference[];
  /** What could not be read now. */
  readonly failed: readonly { readonly id: string; readonly code: string }[];
}

const poll = { lane: 'poll' } as const;
const week = 7 * 86_400_000;

/**
 * What the vendor shows, held against what the bridge knows, as data: nothing is booked or corrected. One call per eSIM of
 * a sale that is not over. What is under way may show as a difference: reconcile first.
 * @throws EsimGoError where orders or inventory cannot be read.
 */
export const differences = async (
  parts: Parts,
  { since = parts.clock.now() - week }: DifferencesInput = {},
): Promise<DifferencesReport> => {
  const sales = await salesOnEsims(parts);
  const onEsims: Difference[] = [];
  const failed: { id: string; code: string }[] = [];
  for (const [iccid, ours] of sales) {
    try {
      onEsims.push(...(await onEsim(parts, iccid, ours)));
    } catch (error) {
      // One eSIM that cannot be read now does not keep the others from being told.
      if (!(error instanceof RemoteError)) throw error;
      failed.push({ id: iccid, code: error.code });
    }
  }
  return {
    esims: sales.size,
    differences: [...onEsims, ...(await unknownOrders(parts, since)), ...(await stockDifferences(parts))],
    failed,
  };
};

const page = 500;
const there: readonly SaleStage[] = ['placed', 'booking', 'refunding', 'held'];

/** By eSIM: those that hold something on it. */
const salesOnEsims = async ({ store }: Parts): Promise<ReadonlyMap<string, readonly Sale[]>> => {
  const found = new Map<string, Sale[]>();
  for (let after: string | undefined; ;) {
    const sales = await store.sales({ stages: there, after, limit: page });
    for (const sale of sales) if (sale.iccid !== null) found.set(sale.iccid, [...(found.get(sale.iccid) ?? []), sale]);
    if (sales.length < page) return found;
    after = sales.at(-1)!.id;
  }
};

const onEsim = async (parts: Parts, iccid: string, held: readonly Sale[]): Promise<readonly Difference[]> => {
  const theirs = await assignmentsNow(parts, iccid);
  const found: Difference[] = [];
  for (const sale of held) found.push(...(await ofSale(parts, sale, theirs)));
  if (theirs === null) return found;
  // Also those that are over: what is left of them may still be listed.
  const everySale = await parts.store.sales({ iccid, limit: 1_000 });
  const known = new Set(everySale.map(({ assignment }) => assignment));
  const coming = new Set(everySale.filter(({ assignment }) => assignment === null).map(({ reference }) => reference));
  const claimed = await parts.store.claimed(theirs.flatMap((one) => referenceIn(one.assignmentReference) ?? []));
  for (const { id, bundle, bundleState, assignmentReference } of theirs) {
    const reference = referenceIn(assignmentReference);
    if (known.has(id) || (reference !== null && coming.has(reference) && claimed.has(reference))) continue;
    found.push({
      kind: 'unknown_assignment',
      iccid,
      assignment: id,
      bundle,
      state: bundleState?.toLowerCase() ?? null,
    });
  }
  return found;
};

/** Null: the eSIM is not this account's any more. */
const assignmentsNow = async ({ vendor }: Parts, iccid: string): Promise<readonly NamedAssignment[] | null> => {
  try {
    return assignmentsIn((await vendor.esims.esimsIccidBundlesGet(iccid, null, 'true', '200', poll)).data);
  } catch (error) {
    if (error instanceof NotAccessibleError) return null;
    throw error;
  }
};

const ofSale = async (
  { engine }: Parts,
  sale: Sale,
  theirs: readonly NamedAssignment[] | null,
): Promise<readonly Difference[]> => {
  const { id, iccid, assignment, meter, user, entry, stage } = sale;
  if (assignment === null || iccid === null || meter === null) return [];
  const found: Difference[] = [];
  const one = theirs?.find((it) => it.id === assignment);
  if (one === undefined) {
    found.push({ kind: 'lost_assignment', sale: id, iccid, assignment, esim: theirs === null ? 'gone' : 'there' });
  } else {
    const now = meterOf(one);
    const state = now?.state ?? null;
    if (state !== meter.state) found.push({ kind: 'state', sale: id, assignment, theirs: state, ours: meter.state });
    const [it, ours] = [now, meter].map((m) => ({ initial: m?.initial ?? null, used: m?.used ?? 0 })) as [Used, Used];
    if (it.initial !== ours.initial || it.used !== ours.used) {
      found.push({ kind: 'quantity', sale: id, assignment, theirs: it, ours });
    }
  }
  if (stage === 'held' && entry !== null) {
    const { status } = await engine.entry({ user, entry });
    if ((status === 'active') === isOver(meter.state)) {
      found.push({ kind: 'entry', sale: id, user, entry, stage, status });
    }
  }
  return found;
};

type Used = { readonly initial: number | null; readonly used: number };

const unknownOrders = async ({ vendor, store }: Parts, since: Instant): Promise<readonly Difference[]> => {
  const orders = await ordersSince(vendor, since, poll);
  const claimed = await store.claimed(orders.flatMap(({ orderReference }) => orderReference ?? []));
  return orders.flatMap(({ orderReference, order = [], total, currency, createdDate }) => {
    // An apply is an order of no price, and shows as an assignment.
    const lines = order.filter(({ type = 'bundle' }) => type !== 'bundleAssignment');
    if (orderReference === undefined || lines.length === 0 || claimed.has(orderReference)) return [];
    return [
      {
        kind: 'unknown_order' as const,
        reference: orderReference,
        items: lines.map(({ item, quantity }) => ({ bundle: item ?? null, quantity: quantity ?? null })),
        total: moneyIn(total, currency),
        createdAt: createdDate ?? null,
      },
    ];
  });
};

/** Only of bundles with which something was done, and of which nothing is unknown. */
const stockDifferences = async ({ vendor, store }: Parts): Promise<readonly Difference[]> => {
  const { last, open } = await lastOperations({ store });
  const stock = new Map(
    stockIn((await vendor.inventory.inventoryGet(null, poll)).data).map(({ bundle, remaining }) => [bundle, remaining]),
  );
  return [...last].flatMap(([bundle, { kind, args, outcome, evidence, state }]) => {
    const lots = evidence['lots'] as readonly Lot[] | undefined;
    if (lots === undefined || open.has(bundle)) return [];
    const moved = state === 'done' ? (kinds[kind]?.moves(args as never, outcome as never) ?? 0) : 0;
    const ours = remainingIn(lots) + moved;
    const theirs = stock.get(bundle) ?? 0;
    return theirs === ours ? [] : [{ kind: 'stock' as const, bundle, theirs, ours }];
  });
};

interface LastOperations {
  /** The latest that was sent, by bundle. */
  readonly last: ReadonlyMap<string, Operation>;
  /** Bundles of which it cannot be told what ought to be left. */
  readonly open: ReadonlySet<string>;
}

const lastOperations = async ({ store }: Pick<Parts, 'store'>): Promise<LastOperations> => {
  const last = new Map<string, Operation>();
  const open = new Set<string>();
  const late: Operation[] = [];
  for (let after: string | undefined; ;) {
    const operations = await store.operations({ after, limit: page });
    for (const one of operations) {
      if (one.state !== 'done' && one.state !== 'refused') open.add(one.lock);
      if (one.settledTurn > one.turn) late.push(one);
      if (one.attempts > 0 && one.turn > (last.get(one.lock)?.turn ?? 0)) last.set(one.lock, one);
    }
    if (operations.length < page) break;
    after = operations.at(-1)!.id;
  }
  // Sent before the latest, and found out after it: what it did may or may not be in the latest one's evidence.
  for (const { lock, turn, settledTurn } of late) {
    const latest = last.get(lock)!.turn;
    if (turn < latest && settledTurn > latest) open.add(lock);
  }
  return { last, open };
};
