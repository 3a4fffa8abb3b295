import {
  noWrites,
  replayed,
  usesIn,
  type Answers,
  type Catalogue,
  type Entry,
  type EntryFacts,
  type IdBlock,
  type Instant,
  type Invoice,
  type Item,
  type Loaded,
  type LogRecord,
  type Need,
  type NeedKind,
  type NeedOf,
  type Reply,
  type Sequence,
  type Store,
  type UseRecord,
  type Writes,
} from '@holdall/core';

/*
 * Units of work written by hand, below the engine: so that a scenario says exactly what is stored, also what no command
 * would ever write.
 */

/** The moment around which scenarios play. */
export const noon: Instant = Date.UTC(2026, 2, 1, 12);

export const nothing = noWrites;

/** Runs one unit of work that loads `needs` and then writes what `decide` says. */
export const commit = async (
  store: Store,
  needs: readonly Need[],
  decide: (loaded: Loaded, catalogue: Catalogue) => Partial<Writes>,
): Promise<Writes> => {
  let writes = nothing;
  await store.write({
    needs: () => needs,
    decide: (catalogue, loaded) => {
      writes = { ...nothing, ...decide(loaded, catalogue) };
      return { kind: 'decided', writes };
    },
  });
  return writes;
};

export const write = (store: Store, writes: Partial<Writes>): Promise<Writes> => commit(store, [], () => writes);

/** What the store answers to one need, in a question. */
export const ask = async <K extends NeedKind>(store: Store, need: NeedOf<K>): Promise<Answers[K]> =>
  (await askAll(store, [need])).get<K>(need)!;

export const askAll = async (store: Store, needs: readonly Need[]): Promise<Loaded> => {
  let answers: Loaded | null = null;
  await store.read({
    needs: () => needs,
    answer: (_catalogue, loaded) => {
      answers = loaded;
      return [];
    },
  });
  return answers!;
};

/** The same in a unit of work, which may look elsewhere than questions do. */
export const askInUnit = async <K extends NeedKind>(store: Store, need: NeedOf<K>): Promise<Answers[K]> => {
  let answer: Answers[K] | undefined;
  await commit(store, [need], (loaded) => {
    answer = loaded.get<K>(need);
    return {};
  });
  return answer!;
};

/** Takes ids of several sequences: `take('entry')` is the next one. */
const taker = (loaded: Loaded) => {
  const used: Partial<Record<Sequence, number>> = {};
  const take = (sequence: Sequence): number => {
    const block: IdBlock = loaded.get<'ids'>({ kind: 'ids', sequence, count: (used[sequence] ?? 0) + 1 })!;
    const nth = used[sequence] ?? 0;
    used[sequence] = nth + 1;
    return block.first + nth;
  };
  return { take, used };
};

const idsFor = (sequences: readonly Sequence[], count: number): readonly Need[] =>
  sequences.map((sequence) => ({ kind: 'ids', sequence, count }) as const);

/** Puts items into the catalogue, which have only what is said of them. */
export const addItems = async (store: Store, parts: readonly Partial<Item>[]): Promise<readonly Item[]> => {
  const { catalogue } = await commit(store, idsFor(['item'], parts.length), (loaded) => {
    const { take, used } = taker(loaded);
    const items = parts.map((part) => itemOf({ id: take('item'), ...part }));
    return { catalogue: items.map((value) => ({ kind: 'item', id: value.id, value })), idsUsed: used };
  });
  return catalogue.map(({ value }) => value as Item);
};

export const itemOf = (part: Partial<Item> & { readonly id: number }): Item => ({
  type_hint: 'entitlement',
  name: `item ${part.id}`,
  unique_key: null,
  category: null,
  tags: [],
  short_description: null,
  long_description: null,
  sort: 500,
  unit: 'use',
  template: null,
  additional_properties: {},
  behaviors: [],
  groups: [],
  archived: false,
  created_date: noon,
  updated_date: noon,
  ...part,
});

/** An entry to be acquired, with what differs from an active one without limit, got at noon by `ann`. */
export interface Acquired extends Pick<EntryFacts, 'status' | 'ended' | 'expires' | 'data'> {
  readonly item: number;
  readonly user?: string;
  readonly nth?: number;
  readonly at?: Instant;
  readonly quantity?: number;
  readonly sku?: string | null;
  readonly invoice?: number | null;
  /** What happened to it later, each as one more record. */
  readonly afterwards?: readonly Partial<LogRecord>[];
}

/** Writes entries and their log: the entries are what their records add up to. */
export const acquire = async (store: Store, all: readonly Acquired[]): Promise<readonly Entry[]> => {
  const records = all.reduce((sum, { afterwards = [] }) => sum + 1 + afterwards.length, 0);
  const needs = [...idsFor(['entry'], all.length), ...idsFor(['log'], records)];
  const { created } = await commit(store, needs, (loaded) => {
    const { take, used } = taker(loaded);
    const nths = new Map<string, number>();
    const logs = all.map((one) => {
      const pair = JSON.stringify([one.user, one.item]);
      const nth = one.nth ?? (nths.get(pair) ?? 0) + 1;
      nths.set(pair, nth);
      return logOf({ ...one, nth }, take);
    });
    return { created: logs.map((log) => replayed(log)), log: logs.flat(), idsUsed: used };
  });
  return created;
};

/** Marks entries as expired. */
export const end = async (store: Store, entries: readonly Entry[]): Promise<void> => {
  await commit(store, idsFor(['log'], entries.length), (loaded) => {
    const { take, used } = taker(loaded);
    const updated = entries.map((from) => ({
      from,
      to: { ...from, status: 'inactive', ended: 'expired', revision: from.revision + 1 } as const,
    }));
    const log = updated.map(({ to: { id, user, item, revision } }) =>
      recordOf({ id: take('log'), user, entry: id, item, seq: revision, type: 'expired' }),
    );
    return { updated, log, idsUsed: used };
  });
};

const logOf = (
  {
    item,
    user = 'ann',
    nth = 1,
    at = noon,
    quantity = 0,
    sku = null,
    invoice = null,
    afterwards = [],
    ...to
  }: Acquired,
  take: (sequence: Sequence) => number,
): readonly [LogRecord, ...LogRecord[]] => {
  const entry = take('entry');
  const status = to.status ?? 'active';
  const granted = recordOf({
    id: take('log'),
    user,
    entry,
    item,
    at,
    quantity,
    details: { origin: { nth, sku, invoice }, to: { ...to, status, activatedAt: status === 'pending' ? null : at } },
  });
  const rest = afterwards.map((part, index) =>
    recordOf({ ...granted, details: {}, ...part, id: take('log'), seq: index + 2 }),
  );
  return [granted, ...rest];
};

export const recordOf = (part: Partial<LogRecord> & Pick<LogRecord, 'id' | 'user' | 'entry' | 'item'>): LogRecord => ({
  seq: 1,
  type: 'granted',
  quantity: 0,
  at: noon,
  actor: null,
  info: null,
  use: null,
  details: {},
  ...part,
});

/** A use to be made, by `ann` at noon, of one unit unless said otherwise. */
export interface Used {
  readonly item: number;
  readonly user?: string;
  readonly at?: Instant;
  /** What it took, each from an entry of its own, and how much of that was given back. */
  readonly takes?: readonly { readonly quantity: number; readonly reversed: number }[];
}

/** Writes uses, each of entries that were acquired for it, and answers them as they should be read back. */
export const addUses = async (store: Store, all: readonly Used[]): Promise<readonly UseRecord[]> => {
  const entries = all.reduce((sum, { takes = [{}] }) => sum + takes.length, 0);
  const needs = [...idsFor(['use'], all.length), ...idsFor(['entry'], entries), ...idsFor(['log'], entries * 3)];
  const gets = all.map(({ user = 'ann', item }) => ({ kind: 'gets', user, item, most: 0 }) as const);
  let uses: readonly UseRecord[] = [];
  await commit(store, [...needs, ...gets], (loaded) => {
    const { take, used } = taker(loaded);
    const nths = new Map(gets.map((need) => [JSON.stringify([need.user, need.item]), loaded.get<'gets'>(need)!.count]));
    const logs = all.flatMap((one) => {
      const pair = JSON.stringify([one.user ?? 'ann', one.item]);
      const nth = nths.get(pair)! + 1;
      nths.set(pair, nth - 1 + (one.takes?.length ?? 1));
      return logsOfUse(one, nth, take);
    });
    uses = usesIn(
      logs
        .flat()
        .filter(({ use }) => use !== null)
        .toSorted((a, b) => a.id - b.id),
    );
    return { created: logs.map((log) => replayed(log)), log: logs.flat(), idsUsed: used };
  });
  return uses;
};

/** One log for each entry that was taken from. */
const logsOfUse = (
  { item, user = 'ann', at = noon, takes = [{ quantity: 1, reversed: 0 }] }: Used,
  nth: number,
  take: (sequence: Sequence) => number,
): readonly (readonly [LogRecord, ...LogRecord[]])[] => {
  const use = take('use');
  return takes.map(({ quantity, reversed }, index) => {
    const afterwards: Partial<LogRecord>[] = [{ type: 'used', quantity, use }];
    if (reversed > 0) afterwards.push({ type: 'reversed', quantity: reversed, use });
    return logOf({ item, user, at, nth: nth + index, quantity, afterwards }, take);
  });
};

export const addInvoices = async (store: Store, parts: readonly Partial<Invoice>[]): Promise<readonly Invoice[]> => {
  const { invoices } = await commit(store, idsFor(['invoice'], parts.length), (loaded) => {
    const { take, used } = taker(loaded);
    return { invoices: parts.map((part) => invoiceOf({ id: take('invoice'), ...part })), idsUsed: used };
  });
  return invoices;
};

export const invoiceOf = (part: Partial<Invoice> & Pick<Invoice, 'id'>): Invoice => ({
  user: 'ann',
  sku: 'sku',
  note: null,
  currency: 'EUR',
  price: 100,
  originalPrice: 100,
  payment: 'new',
  fulfilment: 'unfulfilled',
  createdAt: noon,
  fulfilledAt: null,
  lines: [],
  ...part,
});

export const replyOf = (part: Partial<Reply> & Pick<Reply, 'key'>): Reply => ({
  scope: 'ann',
  command: { type: 'use', user: 'ann', item: 1 },
  outcome: { ok: true, result: { use: 1 } },
  at: noon,
  ...part,
});

export const idsOf = (all: readonly { readonly id: number }[]): readonly number[] => all.map(({ id }) => id);

/** For answers whose order is left to the store. */
export const byId = <T extends { readonly id: number }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => a.id - b.id);
