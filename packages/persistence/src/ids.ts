import type { IdBlock, Loaded, NeedOf, Sequence, Writes } from '@holdall/core';
import { counterTable } from './schema/counter.js';
import { RowReader } from './schema/row-reader.js';
import { integer, text } from './schema/table.js';
import type { Transaction } from './sql/session.js';
import { sql } from './sql/sql.js';

/** How many ids are reserved at once: a restart loses at most this many of each sequence, and batches rarely reserve. */
const blockSize = 1000;

type Pools = ReadonlyMap<Sequence, IdBlock>;

/**
 * The ids that this process has reserved and not given out yet. What a transaction takes counts only once its commit is
 * known: after a rollback the pools are as before, but for what was reserved for good.
 */
export class IdPools {
  #pools: Pools = new Map();

  lend(transaction: Transaction): LentIds {
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
export class LentIds {
  readonly #pools: Map<Sequence, IdBlock>;

  constructor(
    private readonly transaction: Transaction,
    pools: Pools,
    private readonly reserved: (pools: Pools) => void,
  ) {
    this.#pools = new Map(pools);
  }

  async load(needs: readonly NeedOf<'ids'>[], loaded: Loaded): Promise<void> {
    await this.#reserve(needs.filter(({ sequence, count }) => this.#poolOf(sequence).count < count));
    for (const need of needs) loaded.put<'ids'>(need, this.#poolOf(need.sequence));
  }

  after(used: Writes['idsUsed']): Pools {
    const rest = (sequence: Sequence, { first, count }: IdBlock): IdBlock => {
      const gone = used[sequence] ?? 0;
      return { first: first + gone, count: count - gone };
    };
    return new Map([...this.#pools].map(([sequence, pool]) => [sequence, rest(sequence, pool)]));
  }

  #poolOf(sequence: Sequence): IdBlock {
    return this.#pools.get(sequence) ?? { first: 0, count: 0 };
  }

  /** One statement for all sequences that run short. Other processes wait until it is done. */
  async #reserve(needs: readonly NeedOf<'ids'>[]): Promise<void> {
    if (needs.length === 0) return;
    const wanted = needs.map(({ sequence, count }) => ({ name: sequence, count: Math.max(blockSize, count) }));
    const given = this.transaction.dialect.given('n', { name: text, count: integer }, wanted);
    const rows = await this.transaction.reserve(
      sql`update holdall_counter set value = holdall_counter.value + n.count from ${given}
        where holdall_counter.name = n.name returning holdall_counter.name as name, value`,
    );
    const next = new Map(
      rows.map((row) => [row['name'], new RowReader(counterTable.name, row).integer('value')] as const),
    );
    for (const { name, count } of wanted) {
      this.#pools.set(name, adjoined(this.#poolOf(name), { first: next.get(name)! - count, count }));
    }
    this.reserved(new Map(this.#pools));
  }
}

/** Ids must be consecutive: what is left of the old block is given up when another process reserved in between. */
const adjoined = (rest: IdBlock, block: IdBlock): IdBlock =>
  rest.count > 0 && rest.first + rest.count === block.first
    ? { first: rest.first, count: rest.count + block.count }
    : block;
