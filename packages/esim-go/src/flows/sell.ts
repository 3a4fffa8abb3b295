import { ConflictError, HoldallError, InvalidInputError, NotFoundError, type ItemRef } from '@holdall/core';
import { BusyError } from '../errors/busy.js';
import { SaleRefusedError } from '../errors/sale-refused.js';
import { StaleError } from '../errors/stale.js';
import { bundleOf } from '../mapping/translate.js';
import type { Sale } from '../ports/sale.js';
import { stored } from '../ports/store.js';
import type { Parts } from '../parts.js';
import { carriedOn } from './carry-on.js';
import { newSale, saleId, type SaleOrder } from './sale-record.js';

export interface SellInput {
  readonly user: string;
  /** The item's id or unique key: a bundle of eSIM Go. */
  readonly item: ItemRef;
  /** The eSIM to put it on; left out: a new one. */
  readonly iccid?: string | null;
  /** Idempotency key, unique per user: the same key and order give the same sale. */
  readonly key: string;
}

export interface FulfilInput {
  readonly user: string;
  /** A pending entry of a bundle, such as one that was added by SKU. */
  readonly entry: number;
  /** The eSIM to put it on; left out: a new one. */
  readonly iccid?: string | null;
}

/**
 * Sells a bundle: a pending entry, the bundle on an eSIM, the entry active with what is needed to install it. Answers as
 * far as it came: a sale that is still open (an answer was lost, the vendor cannot be reached) goes on with `reconcile`.
 * @throws SaleRefusedError where the vendor gives none: the entry is closed.
 * @throws DeniedError where the item's rules say no; InvalidInputError, NotFoundError for what cannot be sold.
 * @throws ConflictError where the key was used for another order.
 */
export const sell = async (parts: Parts, { user, item: ref, iccid, key }: SellInput): Promise<Sale> => {
  if (typeof key !== 'string' || key === '' || key.length > 200) {
    throw new InvalidInputError([{ path: 'key', message: 'must be a text of 1 to 200 characters' }]);
  }
  const item = await parts.engine.item(ref);
  return begun(parts, {
    id: saleId('sell', user, key),
    user,
    entry: null,
    item: item.id,
    bundle: bundleOf(item),
    source: parts.settings.source,
    wanted: wantedIn(iccid),
  });
};

/** The same for an entry that is there and waits. Once per entry, however often it is called. */
export const fulfil = async (parts: Parts, { user, entry: id, iccid }: FulfilInput): Promise<Sale> => {
  const known = await parts.store.saleOf(user, id);
  if (known !== null) return carriedThrough(parts, known);
  const entry = await parts.engine.entry({ user, entry: id });
  await entriesOfSalesKnown(parts, user);
  const sold = await parts.store.saleOf(user, id);
  if (sold !== null) return carriedThrough(parts, sold);
  if (entry.status !== 'pending') throw new NotFoundError('entry', id);
  const item = await parts.engine.item(entry.item);
  return begun(parts, {
    id: saleId('entry', user, id),
    user,
    entry: id,
    item: item.id,
    bundle: bundleOf(item),
    source: parts.settings.source,
    wanted: wantedIn(iccid),
  });
};

/**
 * A sale is stored before its entry is made, and knows of it only afterwards: whoever comes with that entry in between
 * would sell it a second time. So every sale of the user that may have made one is taken on to where it knows.
 */
const entriesOfSalesKnown = async (parts: Parts, user: string): Promise<void> => {
  for (;;) {
    const [sale] = await parts.store.sales({ user, stages: ['granting'], limit: 1 });
    if (sale === undefined) return;
    const { sale: latest, error } = await carriedOn(parts, sale);
    if (latest.stage === 'granting') throw error instanceof Error ? error : new BusyError(`sale ${sale.id}`);
  }
};

const wantedIn = (iccid: string | null | undefined): string | null => {
  if (iccid === undefined || iccid === null) return null;
  // A number of 19 digits has lost some.
  if (typeof iccid === 'string' && /^\d{18,20}$/.test(iccid)) return iccid;
  throw new InvalidInputError([{ path: 'iccid', message: 'must be a text of 18 to 20 digits' }]);
};

const begun = async (parts: Parts, order: SaleOrder): Promise<Sale> => {
  const known = (await parts.store.sale(order.id)) ?? (await created(parts, order));
  if (known.item !== order.item || known.wanted !== order.wanted) {
    throw new ConflictError('idempotency_key_reused', 'The key was used for the sale of something else.', {
      sale: known.id,
    });
  }
  return carriedThrough(parts, known);
};

const created = async ({ store, clock }: Parts, order: SaleOrder): Promise<Sale> => {
  const sale = newSale(order, clock.now());
  try {
    await store.commit({ sales: [sale] });
    return stored(sale);
  } catch (error) {
    if (!(error instanceof StaleError)) throw error;
    return (await store.sale(order.id))!;
  }
};

/** What the engine refused first is told as it was; what was refused since, or before, as a refusal of the sale. */
const carriedThrough = async (parts: Parts, sale: Sale): Promise<Sale> => {
  const { sale: latest, error } = await carriedOn(parts, sale);
  if (latest.stage !== 'cancelled') return latest;
  throw error instanceof HoldallError ? error : new SaleRefusedError(latest);
};
