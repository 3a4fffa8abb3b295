import type { Instant } from '@holdall/core';
import { EsimGoError, InsufficientBalanceError, RefusedError, type CallFacts } from '../client/errors/index.js';
import type { OrderRequest, OrderResponse } from '../client/shapes/orders.js';
import { moneyIn, referenceIn, type Lot } from '../mapping/translate.js';
import type { Money } from '../ports/sale.js';
import type { Vendor } from '../vendor.js';
import { assignmentsOn, lotsNow } from './apply.js';
import type { Found, OperationKind, Search, Surroundings } from './kind.js';
import { ordersSince } from './orders-since.js';
import { isRefusal } from './send.js';

export type OrderArgs = {
  readonly bundle: string;
  readonly quantity: number;
  /** Onto eSIMs at once; otherwise into the inventory. */
  readonly assign: boolean;
  /** Only with `assign`, of a quantity of 1. Null: new ones. */
  readonly iccid: string | null;
};

export type OrderEvidence = {
  /** Orders just like it that nobody has for theirs, such as those of somebody else's. */
  readonly orders: readonly string[];
  /** What it will cost; null where the vendor does not say so in whole minor units. */
  readonly price: Money | null;
  readonly balance: Money | null;
  readonly lots: readonly Lot[];
};

export type OrderOutcome = {
  readonly reference: string;
  /** Null where it goes into the inventory, or where that is not known yet. */
  readonly iccid: string | null;
  readonly paid: Money | null;
  readonly boughtAt: Instant | null;
};

/** Buys bundles from the account's balance: each time others. */
export const order: OperationKind<OrderArgs, OrderEvidence, OrderOutcome> = {
  kind: 'order',
  lockOf: ({ bundle }) => bundle,
  again: 'when_settled',
  referenceOf: ({ reference }) => reference,
  moves: ({ assign, quantity }) => (assign ? 0 : quantity),

  gather: async (vendor, args, surroundings) => {
    const { price, balance, refusal } = await quoteFor(vendor, args);
    if (refusal !== null) throw refusal;
    const known = (await alike(vendor, args, surroundings)).map(({ outcome }) => outcome.reference);
    return { orders: known, price, balance, lots: await lotsNow(vendor, args.bundle) };
  },

  pace: ({ leases, settings }) => leases.apart('orders', settings.orderInterval),

  call: async (vendor, args) => {
    try {
      const { data } = await vendor.orders.ordersPost(requestFor(args, 'transaction'), true);
      return outcomeIn(data);
    } catch (error) {
      if (!(error instanceof EsimGoError && isRefusal(error))) throw error;
      // With which status the balance is refused is not documented, so it is found out.
      const quote = await quoteFor(vendor, args).catch(() => null);
      throw quote?.refusal instanceof InsufficientBalanceError ? new InsufficientBalanceError(error.details) : error;
    }
  },

  confirmed: async (vendor, args, reference) => {
    const { data } = await vendor.orders.ordersOrderReferenceGet(reference);
    const outcome = outcomeIn({ ...data, orderReference: data.orderReference ?? reference });
    return outcome !== null && (await mayBe(vendor, args, data)) !== 'no' ? outcome : null;
  },

  find: async (vendor, args, { orders, price, balance }, search) => {
    const fresh = (await alike(vendor, args, search)).filter(({ outcome }) => !orders.includes(outcome.reference));
    const others = search.rivals.filter(({ kind }) => kind === 'order').map(({ args: its }) => its as OrderArgs);
    // On an eSIM that another one asked for, it is that one's.
    const mine = fresh.filter(({ outcome: { iccid } }) => iccid === null || !others.some((its) => its.iccid === iccid));
    const certain = mine.filter(({ surely, outcome: { paid } }) => surely && costs(paid, price));
    const just = others.filter((its) => sameArgs(its, args)).length;
    return verdict(certain, mine, { just, price, balance });
  },
};

/**
 * Orders just like it must be no more than there are lost answers to such. Whoever lost one gets the oldest of them: they
 * are all alike. One that may or may not be it (at another price, on an eSIM that is not told) is for a human.
 */
const verdict = (
  certain: readonly Candidate[],
  all: readonly Candidate[],
  { just, ...quoted }: { readonly just: number; readonly price: Money | null; readonly balance: Money | null },
): Found<OrderOutcome> => {
  const [first] = certain;
  if (first !== undefined && certain.length <= 1 + just) return { kind: 'done', outcome: first.outcome };
  if (all.length === 0) return { kind: 'not_done' };
  const findings = { candidates: all.map(({ outcome }) => outcome), ...quoted };
  const why =
    first === undefined
      ? `${all.length} like it were ordered since, of which it cannot be told whether this is one.`
      : `${certain.length} just like it were ordered since, of which this may be one.`;
  return { kind: 'undecided', why, findings };
};

interface Candidate {
  readonly outcome: OrderOutcome;
  /** Nothing that is told of it contradicts. */
  readonly surely: boolean;
}

/** Orders since shortly before it was sent that may be it, and that nobody has for theirs; the oldest first. */
const alike = async (vendor: Vendor, args: OrderArgs, search: Search | Surroundings): Promise<readonly Candidate[]> => {
  const found: Candidate[] = [];
  for (const one of await ordersSince(vendor, search.sentAt - search.settings.skew)) {
    const outcome = outcomeIn(one);
    const answer = outcome === null ? 'no' : await mayBe(vendor, args, one);
    if (outcome !== null && answer !== 'no') found.push({ outcome, surely: answer === 'yes' });
  }
  const claimed = await search.claimed(found.map(({ outcome }) => outcome.reference));
  return found.filter(({ outcome }) => !claimed.has(outcome.reference));
};

/** By what is told of it: every field may be missing, and what is missing contradicts nothing. */
const mayBe = async (vendor: Vendor, args: OrderArgs, one: OrderResponse): Promise<'yes' | 'no' | 'perhaps'> => {
  const { order: lines = [], assigned, status, orderReference } = one;
  const [line, ...more] = lines;
  if (line === undefined || more.length > 0 || (line.type ?? 'bundle') !== 'bundle') return 'no';
  if (line.item !== args.bundle || (line.quantity ?? args.quantity) !== args.quantity) return 'no';
  // What is still to be processed is not assigned yet.
  const settled = (status ?? 'completed') === 'completed';
  const assignedAs = assigned ?? args.assign;
  if (assignedAs !== args.assign && (assignedAs || settled)) return 'no';
  if (args.iccid === null) return 'yes';
  const given = iccidsIn(one);
  if (given.length > 0) return given.includes(args.iccid) ? 'yes' : 'no';
  const onIt = await assignmentsOn(vendor, args.iccid);
  return onIt.some((it) => referenceIn(it.assignmentReference) === orderReference) ? 'yes' : 'perhaps';
};

const outcomeIn = (data: OrderResponse): OrderOutcome | null => {
  const { orderReference, total, currency, createdDate } = data;
  if (orderReference === undefined) return null;
  const boughtAt = Date.parse(createdDate ?? '');
  return {
    reference: orderReference,
    iccid: iccidsIn(data)[0] ?? null,
    paid: moneyIn(total, currency),
    boughtAt: Number.isNaN(boughtAt) ? null : boughtAt,
  };
};

const iccidsIn = ({ order: lines = [] }: OrderResponse): readonly string[] =>
  lines.flatMap(({ esims = [], iccids = [] }) => [...esims.flatMap(({ iccid }) => iccid ?? []), ...iccids]);

const requestFor = ({ bundle, quantity, assign, iccid }: OrderArgs, type: OrderRequest['type']): OrderRequest => ({
  type,
  assign,
  order: [{ type: 'bundle', quantity, item: bundle, ...(iccid === null ? {} : { iccids: [iccid] }) }],
});

interface Quote {
  readonly price: Money | null;
  readonly balance: Money | null;
  /** What the vendor would refuse it with, as far as that can be told beforehand. */
  readonly refusal: RefusedError | InsufficientBalanceError | null;
}

/** What it would cost, and whether that is there. */
const quoteFor = async ({ orders, organisation }: Vendor, args: OrderArgs): Promise<Quote> => {
  const { data } = await orders.ordersPost(requestFor(args, 'validate'));
  const { data: account } = await organisation.organisationGet();
  const price = moneyIn(data.total, data.currency ?? account.currency);
  const balance = moneyIn(account.balance, account.currency);
  const short = price?.currency === balance?.currency && (balance?.amount ?? 0) < (price?.amount ?? 0);
  const valid = data.valid ?? true;
  const refusal = short ? new InsufficientBalanceError(unsent) : valid ? null : new RefusedError(unsent);
  return { price, balance, refusal };
};

const unsent: CallFacts = {
  operation: 'ordersPost',
  status: null,
  vendorMessage: null,
  retryAfter: null,
  attempts: 0,
  iccid: null,
};

const costs = (paid: Money | null, price: Money | null): boolean =>
  paid === null || price === null || (paid.amount === price.amount && paid.currency === price.currency);

const sameArgs = (one: OrderArgs, other: OrderArgs): boolean =>
  one.quantity === other.quantity && one.assign === other.assign && one.iccid === other.iccid;
