import type { ItemRef } from '@holdall/core';
import type { PlainDate, SupplierRecord } from '../port/record.js';
import { daysAfter, midnightOf } from '../query/index.js';
import type { ProductReference, UsageProduct } from '../usage-products/shapes.js';
import type { Reading, Terms, WantedEntry } from './wanted-entry.js';

export interface UsageProductTerms {
  /** Which item stands for a usage product, by the product's id. */
  readonly items: Readonly<Record<string, ItemRef>>;
  /** Whether an `endDate` is the last day or the first day after. It is not documented. */
  readonly lastDay: 'included' | 'excluded';
  /** The first moment of a day where the supplier is. Default: in UTC. */
  readonly midnight?: ((day: PlainDate) => Date) | undefined;
}

/**
 * A usage-product inventory as entries: one for each user among its references, however many references are theirs. It is
 * held from the first day of any of them to the last, within the days of the inventory; the cap is the inventory's.
 */
export const usageProductEntries = (record: SupplierRecord, terms: UsageProductTerms, now: number): Reading => {
  const product = record.attributes as UsageProduct;
  const { productReferences, usageProductId } = product;
  if (productReferences === undefined || usageProductId === undefined) return refused('has no product or references');
  const item = Object.hasOwn(terms.items, usageProductId ?? '') ? terms.items[usageProductId!]! : null;
  if (item === null) return { ...nothing, unmapped: true };
  const cap = capOf(product);
  if (cap === undefined) return refused('has a cap that is on and says no figure');
  const users = new Map<string, ProductReference[]>();
  let withoutUser = 0;
  for (const reference of productReferences ?? []) {
    const user = reference.userId ?? '';
    if (user === '') withoutUser += 1;
    else users.set(user, [...(users.get(user) ?? []), reference]);
  }
  const wanted = [...users].map(([user, references]): WantedEntry => {
    const span = spanOf(record, references, terms);
    return {
      key: `${record.id}/${usageProductId}/${user}`,
      user,
      item,
      terms: { status: statusOf(product, { span, cap, now }), expires: span.to, maxUse: cap === 0 ? null : cap },
    };
  });
  return { ...nothing, wanted, withoutUser };
};

const nothing: Reading = { wanted: [], withoutUser: 0, unmapped: false, refused: null };
const refused = (why: string): Reading => ({ ...nothing, refused: why });

/** In whole minor units: what is less than one cannot be used. null: without; undefined: not to be known. */
const capOf = ({ usageCapEnabled, defaultUsageCap, ...others }: UsageProduct): number | null | undefined => {
  if (usageCapEnabled !== true) return null;
  const own = others['overrideUsageCap'];
  const cap = typeof own === 'number' ? own : defaultUsageCap;
  const whole = Math.floor(cap ?? NaN);
  return Number.isSafeInteger(whole) && whole >= 0 ? whole : undefined;
};

interface Span {
  readonly from: number;
  /** Half-open; null: open. */
  readonly to: number | null;
}

const spanOf = (record: SupplierRecord, references: readonly ProductReference[], terms: UsageProductTerms): Span => {
  const { midnight = midnightOf } = terms;
  const begin = (day: unknown): number => (typeof day === 'string' && day !== '' ? midnight(day).getTime() : -Infinity);
  const end = (day: unknown): number => {
    if (typeof day !== 'string' || day === '') return Infinity;
    const after = terms.lastDay === 'included' ? daysAfter(day, 1) : day;
    return after === null ? Infinity : midnight(after).getTime();
  };
  const from = Math.max(begin(record.validFrom), Math.min(...references.map(({ startDate }) => begin(startDate))));
  const to = Math.min(end(record.validTo), Math.max(...references.map(({ endDate }) => end(endDate))));
  return { from, to: to === Infinity ? null : to };
};

const statusOf = (
  { inFlightOrder }: UsageProduct,
  { span, cap, now }: { span: Span; cap: number | null; now: number },
): Terms['status'] => {
  // Nothing may be used, which a maximum cannot say.
  if (cap === 0) return 'inactive';
  return inFlightOrder === true || now < span.from ? 'pending' : 'active';
};
