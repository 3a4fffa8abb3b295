import type { BehaviorRegistry } from '../behaviors/registry.js';
import { itemIn, type Catalogue } from '../catalogue/catalogue.js';
import { toDate, toDateOrNull, type Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';
import { hasExpired, type Entry } from './entry.js';
import type { Invoice } from './invoice.js';
import type { LogRecord } from './log.js';
import { remainingOf } from './remaining.js';

/** An entry as callers see it. */
export interface EntryView extends Omit<Entry, 'createdAt' | 'updatedAt' | 'activatedAt' | 'expires' | 'booked'> {
  /** The item's name; kept for archived items too. */
  readonly itemName: string;
  /** The item's unique key, if it has one. */
  readonly itemKey: string | null;
  /** What the entry has left to use, active or not; null: without limit. */
  readonly remaining: Quantity | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly activatedAt: Date | null;
  readonly expires: Date | null;
}

interface Moment {
  readonly registry: BehaviorRegistry;
  readonly now: Instant;
}

/** An entry that has expired shows so from that very instant, whether or not a sweep has marked it (rule 1). */
export const viewOfEntry = (entry: Entry, catalogue: Catalogue, { registry, now }: Moment): EntryView => {
  const { booked: _booked, createdAt, updatedAt, activatedAt, expires, ...rest } = entry;
  const item = itemIn(catalogue, entry.item);
  const over = entry.status !== 'inactive' && hasExpired(entry, now);
  return {
    ...rest,
    ...(over && { status: 'inactive', ended: 'expired' }),
    itemName: item.name,
    itemKey: item.unique_key,
    remaining: remainingOf(registry.rulesOf(item), entry),
    createdAt: toDate(createdAt),
    updatedAt: toDate(updatedAt),
    activatedAt: toDateOrNull(activatedAt),
    expires: toDateOrNull(expires),
  };
};

export interface LogView extends Omit<LogRecord, 'at'> {
  readonly at: Date;
}

export const viewOfRecord = (record: LogRecord): LogView => ({ ...record, at: toDate(record.at) });

export interface InvoiceView extends Omit<Invoice, 'createdAt' | 'fulfilledAt'> {
  readonly createdAt: Date;
  readonly fulfilledAt: Date | null;
}

export const viewOfInvoice = (invoice: Invoice): InvoiceView => ({
  ...invoice,
  createdAt: toDate(invoice.createdAt),
  fulfilledAt: toDateOrNull(invoice.fulfilledAt),
});
