import {
  NotFoundError,
  replayed,
  type Engine,
  type Entry,
  type InvoiceView,
  type LogRecord,
  type Store,
} from '@holdall/core';
import { items } from '../load/catalogue.js';

/** What can be seen of one user, without what differs between two runs: ids become ranks, and moments go. */
export interface Observed {
  /** For each order, by its key: the records that it left. */
  readonly byOrder: ReadonlyMap<string, readonly string[]>;
  readonly entries: readonly string[];
  /** Entries that are not what their records make of them, or that came with an invoice that is not there. */
  readonly torn: readonly string[];
  readonly balances: readonly (number | null)[];
  readonly invoices: readonly string[];
  /** As they are, by what they are of: nobody else may have the same. */
  readonly ids: Readonly<Record<'entry' | 'record' | 'use' | 'invoice', readonly number[]>>;
}

/** An engine, and the store beneath it. */
export interface Sight {
  readonly engine: Engine;
  readonly store: Store;
}

const all = { page: 1, size: 100_000 };

export const observe = async ({ engine, store }: Sight, user: string): Promise<Observed> => {
  const { content: log } = await store.log({ user, entry: null, types: null, direction: 'ASC', ...all });
  const query = { users: [user], items: null, openAt: null, created: [], order: [], ...all };
  const { content: entries } = await store.entries(query);
  const invoiceIds = [...new Set(entries.flatMap(({ invoice }) => invoice ?? []))];
  const found = await Promise.all(invoiceIds.map((invoice) => invoiceOf(engine, user, invoice)));
  const invoices = found.filter((one) => typeof one !== 'string');
  const balances = await Promise.all(items.map((item) => engine.balance({ user, item })));
  const ranks = { entry: ranking(log.map(({ entry }) => entry)), invoice: ranking(invoiceIds) };
  const uses = ranking(log.flatMap(({ use }) => use ?? []));
  const sorted = log.toSorted((a, b) => a.entry - b.entry || a.seq - b.seq);
  const orders = grouped(sorted, ({ actor }) => String(actor));
  return {
    ids: {
      entry: entries.map(({ id }) => id),
      record: log.map(({ id }) => id),
      use: [...new Set(log.flatMap(({ use }) => use ?? []))],
      invoice: invoiceIds,
    },
    byOrder: new Map([...orders].map(([key, records]) => [key, records.map((one) => recordText(one, ranks, uses))])),
    entries: entries.map((entry) => entryText(entry, ranks)),
    torn: [...tornOf(entries, sorted), ...found.filter((one) => typeof one === 'string')],
    balances: balances.map(({ remaining }) => remaining),
    invoices: invoices.map(({ id, fulfilment, lines }) =>
      JSON.stringify([ranks.invoice(id), fulfilment, lines.map((line) => line.entries.map(ranks.entry))]),
    ),
  };
};

/** Or what is wrong with it. */
const invoiceOf = async (engine: Engine, user: string, invoice: number): Promise<InvoiceView | string> => {
  try {
    return await engine.invoice({ user, invoice });
  } catch (error) {
    if (error instanceof NotFoundError) return `invoice ${invoice} is not there, only its entries`;
    throw error;
  }
};

type Rank = (id: number | null) => number | null;
interface Ranks {
  readonly entry: Rank;
  readonly invoice: Rank;
}

/** Ids grow within a user, whatever is skipped between them. */
const ranking = (ids: readonly number[]): Rank => {
  const sorted = [...new Set(ids)].toSorted((a, b) => a - b);
  const ranks = new Map(sorted.map((id, rank) => [id, rank]));
  return (id) => (id === null ? null : (ranks.get(id) ?? -1));
};

const recordText = (record: LogRecord, { entry, invoice }: Ranks, use: Rank): string => {
  const { type, quantity, seq, item, details } = record;
  const { status, ended, data, dropped } = details.to ?? {};
  const origin = details.origin && { ...details.origin, invoice: invoice(details.origin.invoice) };
  const ids = { entry: entry(record.entry), use: use(record.use) };
  return JSON.stringify({ type, quantity, seq, item, ...ids, status, ended, data, dropped, origin });
};

const entryText = (entry: Entry, ranks: Ranks): string => {
  const { item, nth, revision, status, ended, booked, sku, data, activatedAt } = entry;
  const ids = { id: ranks.entry(entry.id), invoice: ranks.invoice(entry.invoice) };
  return JSON.stringify({
    ...ids,
    item,
    nth,
    revision,
    status,
    ended,
    booked,
    sku,
    data,
    active: activatedAt !== null,
  });
};

/** The log is the change: replaying it must give the very entries that are stored, moments and ids too. */
const tornOf = (entries: readonly Entry[], log: readonly LogRecord[]): readonly string[] => {
  const records = grouped(log, ({ entry }) => entry);
  const stored = new Map(entries.map((entry) => [entry.id, entry]));
  return [...new Set([...records.keys(), ...stored.keys()])].flatMap((id) => {
    const ofEntry = records.get(id) ?? [];
    const [first, ...rest] = ofEntry;
    if (first === undefined) return [`entry ${id} has no records`];
    if (ofEntry.some(({ seq }, index) => seq !== index + 1)) return [`entry ${id} lacks a record, or has one twice`];
    const rebuilt = canonical(replayed([first, ...rest]));
    const found = stored.get(id);
    if (found === undefined) return [`entry ${id} is not there, only its records`];
    return canonical(found) === rebuilt
      ? []
      : [`entry ${id} is ${canonical(found)}, and its records make it ${rebuilt}`];
  });
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** `Map.groupBy` needs Node 21. */
const grouped = <T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};
