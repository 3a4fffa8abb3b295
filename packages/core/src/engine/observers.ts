/** A batch, as it begins. */
export interface BatchBegun {
  /** Commands are written by a batch, questions are read by one. */
  readonly of: 'commands' | 'questions';
  /** How many it holds: at least 1. */
  readonly size: number;
}

/**
 * Hears of every batch as it begins; what it answers is called when the batch is over, whether the store did it or not.
 * Whoever wants to know how long it took looks at a clock of their own, both times.
 */
export type Observer = (batch: BatchBegun) => () => void;

/** Who watches the engine at work, such as for metrics. What they throw is nobody's concern. */
export class Observers {
  readonly #observers = new Set<Observer>();

  /** Answers how to end it. */
  add(observer: Observer): () => void {
    this.#observers.add(observer);
    return () => void this.#observers.delete(observer);
  }

  /** Does the work of a batch, which never rejects. */
  async watch(batch: BatchBegun, work: () => Promise<void>): Promise<void> {
    if (this.#observers.size === 0) return work();
    const ends = [...this.#observers].map((observer) => quietly(() => observer(batch)));
    await work();
    for (const end of ends) quietly(() => end?.());
  }
}

/** Whoever only watches must not change what happens. */
const quietly = <R>(watching: () => R): R | undefined => {
  try {
    return watching();
  } catch {
    return undefined;
  }
};
