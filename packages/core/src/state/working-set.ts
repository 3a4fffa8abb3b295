import type { Catalogue, CatalogueChange } from '../catalogue/catalogue.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import { applied, unborn, type LogRecord, type Origin } from '../inventory/log.js';
import { useWith, type UseRecord } from '../inventory/use-record.js';
import type { Instant } from '../values/instant.js';
import { NotLoaded, type Loaded } from './loaded.js';
import type { Answers, Gets, Need, NeedKind, NeedOf, Sequence } from './need.js';
import type { Reply } from './reply.js';
import type { Writes } from './writes.js';

/** What rules may look at. Asking for what was not loaded throws `NotLoaded`, so nothing is ever taken for empty. */
export interface State {
  readonly catalogue: Catalogue;
  entry(user: string, id: number): Entry | null;
  /** Pending and active entries, expired ones included: whoever asks decides with `isUsable` or `isOpen`. */
  open(user: string, item: number): readonly Entry[];
  latest(user: string, item: number): Entry | null;
  gets(user: string, item: number, most: number): Gets;
  /** Uses with `at > since` that were not wholly reversed. */
  uses(user: string, item: number, since: Instant): readonly UseRecord[];
}

/** A log record as a command writes it: the working set adds ids and position. */
export interface NewRecord extends Pick<LogRecord, 'type' | 'quantity' | 'at' | 'actor' | 'info'> {
  readonly use?: number;
  readonly details?: LogRecord['details'];
}

/**
 * What is known while a batch is decided: what the store loaded, and over it what the commands so far have changed.
 * `attempt` makes one command all or nothing: whatever it changed before it threw is undone.
 */
export class WorkingSet implements State {
  #catalogue: Catalogue;
  readonly #loaded: Loaded;
  readonly #entries = new Map<number, Entry>();
  /** Entries that were changed, as they were read. */
  readonly #read = new Map<number, Entry>();
  readonly #touched = new Map<string, Set<number>>();
  /** When entries were made in this batch, by user and item. */
  readonly #gotAt = new Map<string, Instant[]>();
  readonly #uses = new Map<number, UseRecord>();
  readonly #usesOf = new Map<string, UseRecord[]>();
  readonly #invoices = new Map<number, Invoice>();
  readonly #replies = new Map<string, Reply>();
  readonly #idsUsed = new Map<Sequence, number>();
  readonly #log: LogRecord[] = [];
  readonly #changes: CatalogueChange[] = [];
  readonly #forgotten: { scope: string; key: string }[] = [];
  readonly #undo: (() => void)[] = [];

  constructor(catalogue: Catalogue, loaded: Loaded) {
    this.#catalogue = catalogue;
    this.#loaded = loaded;
  }

  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  attempt<R>(work: () => R): R {
    const mark = this.#undo.length;
    try {
      return work();
    } catch (error) {
      this.#undoTo(mark);
      throw error;
    }
  }

  /** Does some work and undoes it again: what would come of it? */
  probe<R>(work: () => R): R {
    const mark = this.#undo.length;
    try {
      return work();
    } finally {
      this.#undoTo(mark);
    }
  }

  entry(user: string, id: number): Entry | null {
    const entry = this.#entries.get(id) ?? this.#answer({ kind: 'entry', user, id });
    // An id that belongs to somebody else is unknown here.
    return entry?.user === user ? entry : null;
  }

  /** Makes sure that all of it is loaded: in one more round, where asking one by one would take one for each. */
  require(needs: readonly Need[]): void {
    const missing = this.#loaded.missing(needs).filter((need) => need.kind !== 'entry' || !this.#entries.has(need.id));
    if (missing.length > 0) throw new NotLoaded(missing);
  }

  open(user: string, item: number): readonly Entry[] {
    const stored = this.#answer({ kind: 'open', user, item });
    const touched = this.#touched.get(pair(user, item));
    if (touched === undefined) return stored;
    const ids = new Set([...stored.map(({ id }) => id), ...touched]);
    const byId = new Map(stored.map((entry) => [entry.id, entry]));
    return [...ids].map((id) => this.#entries.get(id) ?? byId.get(id)!).filter(({ status }) => status !== 'inactive');
  }

  latest(user: string, item: number): Entry | null {
    const stored = this.#answer({ kind: 'latest', user, item });
    const touched = [...(this.#touched.get(pair(user, item)) ?? [])].map((id) => this.#entries.get(id)!);
    return touched.reduce((newest, entry) => (newest === null || entry.nth >= newest.nth ? entry : newest), stored);
  }

  gets(user: string, item: number, most: number): Gets {
    const stored = this.#answer({ kind: 'gets', user, item, most });
    const made = this.#gotAt.get(pair(user, item)) ?? [];
    if (made.length === 0) return stored;
    const recent = most === 0 ? [] : [...made.slice(-most).toReversed(), ...stored.recent].slice(0, most);
    return { count: stored.count + made.length, recent };
  }

  uses(user: string, item: number, since: Instant): readonly UseRecord[] {
    const stored = this.#answer({ kind: 'uses', user, item, since });
    const made = this.#usesOf.get(pair(user, item)) ?? [];
    return [...stored, ...made]
      .map((use) => this.#uses.get(use.id) ?? use)
      .filter(({ at, net }) => at > since && net > 0);
  }

  use(user: string, id: number): UseRecord | null {
    const use = this.#uses.get(id) ?? this.#answer({ kind: 'use', user, id });
    return use?.user === user ? use : null;
  }

  invoice(user: string, id: number): Invoice | null {
    const invoice = this.#invoices.get(id) ?? this.#answer({ kind: 'invoice', user, id });
    return invoice?.user === user ? invoice : null;
  }

  reply(scope: string, key: string): Reply | null {
    return this.#replies.get(pair(scope, key)) ?? this.#answer({ kind: 'reply', scope, key });
  }

  due(at: Instant, most: number): readonly Entry[] {
    return this.#answer({ kind: 'due', at, most })
      .map((entry) => this.#entries.get(entry.id) ?? entry)
      .filter(({ status, expires }) => status !== 'inactive' && expires !== null && expires <= at);
  }

  unfulfilled(most: number): readonly Invoice[] {
    return this.#answer({ kind: 'unfulfilled', most })
      .map((invoice) => this.#invoices.get(invoice.id) ?? invoice)
      .filter(({ fulfilment }) => fulfilment === 'unfulfilled');
  }

  staleReplies(at: Instant, most: number): Answers['staleReplies'] {
    return this.#answer({ kind: 'staleReplies', at, most });
  }

  nextId(sequence: Sequence): number {
    const used = this.#idsUsed.get(sequence) ?? 0;
    const block = this.#loaded.get({ kind: 'ids', sequence, count: used + 1 });
    if (block === undefined) throw new NotLoaded([{ kind: 'ids', sequence, count: Math.max(16, used * 2) }]);
    this.#set(this.#idsUsed, sequence, used + 1);
    return block.first + used;
  }

  /** Writes the record that brings an entry into being, and answers the entry. */
  create(user: string, item: number, origin: Origin, record: NewRecord): Entry {
    const id = this.nextId('entry');
    this.#push(listAt(this.#gotAt, pair(user, item)), record.at);
    return this.#write({ user, entry: id, item, seq: 1 }, { ...record, details: { ...record.details, origin } }, null);
  }

  /** Writes what happened to an entry into the log, and answers the entry as it is from then on. */
  record(entry: Entry, record: NewRecord): Entry {
    const current = this.#entries.get(entry.id) ?? entry;
    return this.#write(
      { user: current.user, entry: current.id, item: current.item, seq: current.revision + 1 },
      record,
      current,
    );
  }

  #write(
    place: Pick<LogRecord, 'user' | 'entry' | 'item' | 'seq'>,
    { type, quantity, at, actor, info, use, details = {} }: NewRecord,
    current: Entry | null,
  ): Entry {
    const record: LogRecord = {
      id: this.nextId('log'),
      ...place,
      type,
      quantity,
      at,
      actor,
      info,
      use: use ?? null,
      details,
    };
    const entry = applied(current ?? unborn(record), record);
    this.#push(this.#log, record);
    if (current !== null && !this.#entries.has(entry.id)) this.#set(this.#read, entry.id, current);
    this.#set(this.#entries, entry.id, entry);
    this.#touch(pair(entry.user, entry.item), entry.id);
    if (record.use !== null) this.#keepUse(record);
    return entry;
  }

  /** A use is what the log says of it: there is nothing else to write. */
  #keepUse(record: LogRecord): void {
    const id = record.use!;
    const before = record.type === 'used' ? (this.#uses.get(id) ?? null) : this.use(record.user, id);
    const use = useWith(before, record);
    this.#set(this.#uses, id, use);
    if (before === null) this.#push(listAt(this.#usesOf, pair(use.user, use.item)), use);
  }

  putInvoice(invoice: Invoice): void {
    this.#set(this.#invoices, invoice.id, invoice);
  }

  putReply(reply: Reply): void {
    this.#set(this.#replies, pair(reply.scope, reply.key), reply);
  }

  forgetReply(reply: { readonly scope: string; readonly key: string }): void {
    this.#push(this.#forgotten, reply);
  }

  changeCatalogue(changes: readonly CatalogueChange[]): void {
    const previous = this.#catalogue;
    this.#undo.push(() => {
      this.#catalogue = previous;
    });
    this.#catalogue = previous.with(changes);
    for (const change of changes) this.#push(this.#changes, change);
  }

  /** How many log records there are so far: the records of one command are those written since it began. */
  get logLength(): number {
    return this.#log.length;
  }

  logSince(position: number): readonly LogRecord[] {
    return this.#log.slice(position);
  }

  /** What the batch changed, for the store to write in one go. */
  writes(): Writes {
    const entries = [...this.#entries.values()];
    return {
      created: entries.filter(({ id }) => !this.#read.has(id)),
      updated: [...this.#read].map(([id, from]) => ({ from, to: this.#entries.get(id)! })),
      log: this.#log,
      invoices: [...this.#invoices.values()],
      replies: [...this.#replies.values()],
      forgottenReplies: this.#forgotten,
      catalogue: lastOfEach(this.#changes),
      idsUsed: Object.fromEntries(this.#idsUsed),
    };
  }

  #undoTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()!();
  }

  #answer<K extends NeedKind>(need: NeedOf<K>): Answers[K] {
    const answer = this.#loaded.get<K>(need);
    if (answer === undefined) throw new NotLoaded([need]);
    return answer;
  }

  #set<K, V>(map: Map<K, V>, key: K, value: V): void {
    const previous = map.get(key);
    const had = map.has(key);
    this.#undo.push(() => void (had ? map.set(key, previous!) : map.delete(key)));
    map.set(key, value);
  }

  #push<V>(list: V[], value: V): void {
    this.#undo.push(() => void list.pop());
    list.push(value);
  }

  #touch(key: string, id: number): void {
    const ids = this.#touched.get(key) ?? new Set();
    if (ids.has(id)) return;
    this.#touched.set(key, ids.add(id));
    this.#undo.push(() => void ids.delete(id));
  }
}

const pair = (scope: string, rest: string | number): string => `${scope.length} ${scope} ${rest}`;

const listAt = <K, V>(lists: Map<K, V[]>, key: K): V[] => {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
};

/** A document that changed more than once in a batch is written once, as it is in the end. */
const lastOfEach = (changes: readonly CatalogueChange[]): readonly CatalogueChange[] => [
  ...new Map(changes.map((change) => [`${change.kind} ${change.id}`, change])).values(),
];
