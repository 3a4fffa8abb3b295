import type { IdBlock, Loaded, NeedOf, Sequence, Writes } from '@holdall/core';
import { counterTable } from './schema/counter.js';
import { RowReader } from './schema/row-reader.js';
import { integer, text } from './schema/table.js';
import { Queue } from './sql/queue.js';
import type { WritingSession } from './sql/session.js';
import { sql } from './sql/sql.js';

/** How many ids are reserved at once: a restart loses at most this many of each sequence, and batches rarely reserve. */
const blockSize = 1000;

type Pools = ReadonlyMap<Sequence, IdBlock>;

/** Where a unit of work gets its ids. */
export interface Ids {
  load(needs: readonly NeedOf<'ids'>[], loaded: Loaded): Promise<void>;
}

/**
 * The ids that this process has reserved and not given out yet. What a transaction takes counts only once its commit is
 * known: after a rollback the pools are as before, but for what was reserved for good.
 */
export class IdPools {
  #pools: Pools = new Map();

  lend(transaction: WritingSession): LentIds {
    return new LentIds(transaction, this.#pools, (reserved) => {
      if (transaction.reservesForGood) this.#pools = reserved;
    });
  }

  /** When a commit fails, nobody knows whether it happened: rather than give out an id twice, reserve new ones. */
  forget(): void {
    this.#pools = new Map();
  }

  keep(lent: LentIds, used: Writes['idsUsed']): void {
    this.#pools = lent.after(used);
  }
}

/** The pools as one transaction sees them. */
export class LentIds implements Ids {
  readonly #pools: Map<Sequence, IdBlock>;

  constructor(
    private readonly transaction: WritingSession,
    pools: Pools,
    private readonly reserved: (pools: Pools) => void,
  ) {
    this.#pools = new Map(pools);
  }

  async load(needs: readonly NeedOf<'ids'>[], loaded: Loaded): Promise<void> {
    const short = needs.filter(({ sequence, count }) => poolOf(this.#pools, sequence).count < count);
    if (short.length > 0) {
      await reserve(this.transaction, short, blockSize, this.#pools);
      this.reserved(new Map(this.#pools));
    }
    for (const need of needs) loaded.put<'ids'>(need, poolOf(this.#pools, need.sequence));
  }

  after(used: Writes['idsUsed']): Pools {
    const rest = (sequence: Sequence, { first, count }: IdBlock): IdBlock => {
      const gone = used[sequence] ?? 0;
      return { first: first + gone, count: count - gone };
    };
    return new Map([...this.#pools].map(([sequence, pool]) => [sequence, rest(sequence, pool)]));
  }
}

/**
 * Ids for units of work in the host's transactions. Several are under way at once and end when the host says so: what
 * one was given is gone, used or not, whatever becomes of it.
 */
export class SpentIds {
  readonly #pools = new Map<Sequence, IdBlock>();
  readonly #turns = new Queue();

  constructor(private readonly size = blockSize) {}

  lend(session: WritingSession): Ids {
    return { load: (needs, loaded) => this.#turns.run(() => this.#spend(session, needs, loaded)) };
  }

  async #spend(session: WritingSession, needs: readonly NeedOf<'ids'>[], loaded: Loaded): Promise<void> {
    const short = needs.filter(({ sequence, count }) => poolOf(this.#pools, sequence).count < count);
    if (short.length > 0) await reserve(session, short, this.size, this.#pools);
    for (const need of needs) {
      const { first, count } = poolOf(this.#pools, need.sequence);
      loaded.put<'ids'>(need, { first, count: need.count });
      this.#pools.set(need.sequence, { first: first + need.count, count: count - need.count });
    }
  }
}

const poolOf = (pools: Pools, sequence: Sequence): IdBlock => pools.get(sequence) ?? { first: 0, count: 0 };

/** One statement for all sequences that run short. Other processes wait until it is done. */
const reserve = async (
  session: WritingSession,
  needs: readonly NeedOf<'ids'>[],
  least: number,
  pools: Map<Sequence, IdBlock>,
): Promise<void> => {
  const wanted = needs.map(({ sequence, count }) => ({ name: sequence, count: Math.max(least, count) }));
  const given = session.dialect.given('n', { name: text, count: integer }, wanted);
  const rows = await session.reserve(
    sql`update holdall_counter set value = holdall_counter.value + n.count from ${given}
        where holdall_counter.name = n.name returning holdall_counter.name as name, value`,
  );
  const next = new Map(
    rows.map((row) => [row['name'], new RowReader(counterTable.name, row).integer('value')] as const),
  );
  for (const { name, count } of wanted) {
    pools.set(name, adjoined(poolOf(pools, name), { first: next.get(name)! - count, count }));
  }
};

/** Ids must be consecutive: what is left of the old block is given up when another process reserved in between. */
const adjoined = (rest: IdBlock, block: IdBlock): IdBlock =>
  rest.count > 0 && rest.first + rest.count === block.first
    ? { first: rest.first, count: rest.count + block.count }
    : block;
