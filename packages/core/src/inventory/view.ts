import type { BehaviorRegistry } from '../behaviors/registry.js';
import { itemIn, type Catalogue } from '../catalogue/catalogue.js';
import { toDate, toDateOrNull, type Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';
import { hasExpired, type Entry } from './entry.js';
import type { Invoice } from './invoice.js';
import type { LogRecord } from './log.js';
import { remainingOf } from './remaining.js';

/** An entry as it was when a command or a question looked at it: plain data, so that a remembered answer stays the same. */
export interface EntrySnapshot extends Omit<Entry, 'booked'> {
  /** The item's name; kept for archived items too. */
  readonly itemName: string;
  /** The item's unique key, if it has one. */
  readonly itemKey: string | null;
  readonly itemTypeHint: string;
  /** What the entry has left; null: without limit. 0 when it has ended for good; one that is switched off keeps its own. */
  readonly remaining: Quantity | null;
}

/** An entry that has expired shows so from that very instant, whether or not a sweep has marked it (rule 1). */
export const snapshotOf = (entry: Entry, catalogue: Catalogue, { registry, now }: Moment): EntrySnapshot => {
  const { booked: _booked, ...rest } = entry;
  const item = itemIn(catalogue, entry.item);
  const over = entry.status !== 'inactive' && hasExpired(entry, now);
  const left = remainingOf(registry.rulesOf(item), entry);
  const gone = over || (entry.ended !== null && entry.ended !== 'deactivated');
  return {
    ...rest,
    ...(over && { status: 'inactive', ended: 'expired' }),
    itemName: item.name,
    itemKey: item.unique_key,
    itemTypeHint: item.type_hint,
    remaining: gone && left !== null ? 0 : left,
  };
};

interface Moment {
  readonly registry: BehaviorRegistry;
  readonly now: Instant;
}

/** An entry as callers see it. */
export interface EntryView extends Omit<EntrySnapshot, 'createdAt' | 'updatedAt' | 'activatedAt' | 'expires'> {
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly activatedAt: Date | null;
  readonly expires: Date | null;
}

export const viewOfEntry = (entry: EntrySnapshot): EntryView => ({
  ...entry,
  createdAt: toDate(entry.createdAt),
  updatedAt: toDate(entry.updatedAt),
  activatedAt: toDateOrNull(entry.activatedAt),
  expires: toDateOrNull(entry.expires),
});

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
