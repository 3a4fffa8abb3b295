import { StaleError } from '../errors/stale.js';
import type { Message } from '../ports/message.js';
import type { Operation } from '../ports/operation.js';
import { isUnsettled, type Sale } from '../ports/sale.js';
import {
  stored,
  type BridgeStore,
  type Changes,
  type LeaseRequest,
  type MessageQuery,
  type OperationQuery,
  type SaleQuery,
} from '../ports/store.js';

interface Rec {
  readonly id: string;
  readonly revision: number;
}

/** For tests and trials: gone with the process. Looks through everything, so that it says what a list means. */
export class MemoryBridgeStore implements BridgeStore {
  readonly #sales = new Map<string, Sale>();
  readonly #operations = new Map<string, Operation>();
  readonly #messages = new Map<string, Message>();
  readonly #leases = new Map<string, { holder: string | null; until: number; taken: number }>();

  async open(): Promise<void> {}
  async close(): Promise<void> {}

  async commit({ sales = [], operations = [], messages = [] }: Changes): Promise<void> {
    refuseStale('sale', this.#sales, sales);
    refuseStale('operation', this.#operations, operations);
    refuseStale('message', this.#messages, messages);
    put(this.#sales, sales);
    put(this.#operations, operations);
    put(this.#messages, messages);
  }

  async sale(id: string): Promise<Sale | null> {
    return this.#sales.get(id) ?? null;
  }

  async saleOf(user: string, entry: number): Promise<Sale | null> {
    const [sale] = listed(this.#sales, { limit: 1 }, (one) => one.user === user && one.entry === entry);
    return sale ?? null;
  }

  async sales(query: SaleQuery): Promise<readonly Sale[]> {
    const { user, iccid, stages, unsettled } = query;
    return listed(this.#sales, query, (sale) => {
      if (user !== undefined && sale.user !== user) return false;
      if (iccid !== undefined && sale.iccid !== iccid) return false;
      if (stages !== undefined && !stages.includes(sale.stage)) return false;
      return unsettled === undefined || isUnsettled(sale);
    });
  }

  async operation(id: string): Promise<Operation | null> {
    return this.#operations.get(id) ?? null;
  }

  async operations(query: OperationQuery): Promise<readonly Operation[]> {
    const { sale, lock, states, fromTurn } = query;
    return listed(this.#operations, query, (operation) => {
      if (sale !== undefined && operation.sale !== sale) return false;
      if (lock !== undefined && operation.lock !== lock) return false;
      if (states !== undefined && !states.includes(operation.state)) return false;
      return fromTurn === undefined || operation.settledTurn >= fromTurn;
    });
  }

  async claimed(references: readonly string[]): Promise<ReadonlySet<string>> {
    const known = new Set([...this.#operations.values()].map(({ reference }) => reference));
    return new Set(references.filter((reference) => known.has(reference)));
  }

  async message(id: string): Promise<Message | null> {
    return this.#messages.get(id) ?? null;
  }

  async messages(query: MessageQuery): Promise<readonly Message[]> {
    return listed(this.#messages, query, ({ handledAt }) => (handledAt !== null) === query.handled);
  }

  async lease({ name, holder, now, until }: LeaseRequest): Promise<number | null> {
    const held = this.#leases.get(name);
    if (held !== undefined && held.holder !== null && held.holder !== holder && now < held.until) return null;
    const taken = (held?.taken ?? 0) + 1;
    this.#leases.set(name, { holder, until, taken });
    return taken;
  }

  async release(name: string, holder: string): Promise<void> {
    const held = this.#leases.get(name);
    if (held?.holder === holder) held.holder = null;
  }
}

const refuseStale = (kind: string, table: ReadonlyMap<string, Rec>, changes: readonly Rec[]): void => {
  for (const { id, revision } of changes) {
    if ((table.get(id)?.revision ?? 0) !== revision) throw new StaleError(kind, id);
  }
};

/** A copy, as any other store would hold one: whoever handed it over may change theirs. */
const put = <R extends Rec>(table: Map<string, R>, changes: readonly R[]): void => {
  for (const record of changes) table.set(record.id, structuredClone(stored(record)));
};

const listed = <R extends Rec>(
  table: ReadonlyMap<string, R>,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  matches: (record: R) => boolean,
): readonly R[] =>
  [...table.values()]
    .filter((record) => (after === undefined || byBytes(record.id, after) > 0) && matches(record))
    .toSorted((one, other) => byBytes(one.id, other.id))
    .slice(0, limit);

/** Characters beyond the first 65,536 come last, as in a database. */
const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
