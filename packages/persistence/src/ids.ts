import type { IdBlock, Loaded, NeedOf, Sequence, Writes } from '@holdall/core';
import { counterTable } from './schema/counter.js';
import { RowReader } from './schema/row-reader.js';
import { integer, text } from './schema/table.js';
import { Queue } from './sql/queue.js';
import type { WritingSession } from './sql/session.js';
import { sql } from './sql/sql.js';

/** How many ids are reserved at once: a restart loses at most this many of each sequence, and batches rarely reserve. */
const blockSize = 1000;

/** Several units of work at once take theirs from the same block, and do not give back all that they did not use. */
const sharedBlockSize = 5000;

type Pools = ReadonlyMap<Sequence, IdBlock>;

/** Where a unit of work gets its ids. */
export interface Ids {
  load(needs: readonly NeedOf<'ids'>[], loaded: Loaded): Promise<void>;
}

/** The ids of one unit of work, whose end is told. */
export interface LentIds extends Ids {
  /** Instead of a commit: nothing was used, and what the transaction did is undone, reservations too where they are part of it. */
  undone(): void;
  /** Before the commit. When it fails, nobody knows whether it happened: rather than give out an id twice, reserve new ones. */
  committing(): void;
  /** After it: how many were used of each sequence. */
  used(used: Writes['idsUsed']): void;
}

export interface IdLender {
  lend(session: WritingSession): LentIds;
}

/**
 * For databases with one writer at a time, where a rollback takes reservations back: the ids that this process has
 * reserved and not given out yet. What a transaction takes counts only once its commit is known.
 */
export class IdPools implements IdLender {
  #pools: Pools = new Map();

  lend(session: WritingSession): LentIds {
    const pools = new Map(this.#pools);
    return {
      load: async (needs, loaded) => {
        const short = needs.filter(({ sequence, count }) => poolOf(pools, sequence).count < count);
        if (short.length > 0) await reserve(session, short, blockSize, pools);
        for (const need of needs) loaded.put<'ids'>(need, poolOf(pools, need.sequence));
      },
      undone: () => undefined,
      committing: () => {
        this.#pools = new Map();
      },
      used: (used) => {
        this.#pools = new Map(
          [...pools].map(([sequence, { first, count }]) => {
            const gone = used[sequence] ?? 0;
            return [sequence, { first: first + gone, count: count - gone }];
          }),
        );
      },
    };
  }
}

/**
 * For units of work of which several are under way at once, in our transactions or in the host's: what one was given is
 * gone, whatever becomes of it, but for what it says that it did not use, as long as nobody was given what lies behind.
 */
export class SpentIds implements IdLender {
  readonly #pools = new Map<Sequence, IdBlock>();
  readonly #turns = new Queue();

  constructor(private readonly size = sharedBlockSize) {}

  lend(session: WritingSession): LentIds {
    const given = new Map<Sequence, IdBlock>();
    const takeBack = (used: Writes['idsUsed']) => {
      for (const sequence of given.keys()) this.#takeBack(given, sequence, used[sequence] ?? 0);
    };
    return {
      load: (needs, loaded) => this.#turns.run(() => this.#spend(session, needs, given, loaded)),
      undone: () => takeBack({}),
      committing: () => undefined,
      used: takeBack,
    };
  }

  async #spend(
    session: WritingSession,
    needs: readonly NeedOf<'ids'>[],
    given: Map<Sequence, IdBlock>,
    loaded: Loaded,
  ): Promise<void> {
    // Whoever comes again for more of one kind decides anew, with none of it used: ids are wanted in one piece.
    for (const { sequence } of needs) this.#takeBack(given, sequence, 0);
    const short = needs.filter(({ sequence, count }) => poolOf(this.#pools, sequence).count < count);
    if (short.length > 0) await reserve(session, short, this.size, this.#pools);
    for (const need of needs) {
      const { first, count } = poolOf(this.#pools, need.sequence);
      const block = { first, count: need.count };
      given.set(need.sequence, block);
      loaded.put<'ids'>(need, block);
      this.#pools.set(need.sequence, { first: first + need.count, count: count - need.count });
    }
  }

  /** All but the first so many, unless somebody was given those behind them. */
  #takeBack(given: Map<Sequence, IdBlock>, sequence: Sequence, used: number): void {
    const block = given.get(sequence);
    const pool = poolOf(this.#pools, sequence);
    if (block === undefined || !given.delete(sequence) || pool.first !== block.first + block.count) return;
    this.#pools.set(sequence, { first: block.first + used, count: pool.count + block.count - used });
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
