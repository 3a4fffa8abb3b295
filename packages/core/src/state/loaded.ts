import { keyOf, type Answers, type IdBlock, type Need, type NeedKind, type NeedOf } from './need.js';

/** What the store has answered so far for one batch. Stores put answers in; the working set takes them out. */
export class Loaded {
  readonly #answers = new Map<string, unknown>();

  put<K extends NeedKind>(need: NeedOf<K>, answer: Answers[K]): void {
    this.#answers.set(keyOf(need), answer);
  }

  get<K extends NeedKind>(need: NeedOf<K>): Answers[K] | undefined {
    return this.#answers.get(keyOf(need)) as Answers[K] | undefined;
  }

  /** The needs that have no answer yet, each once. */
  missing(needs: Iterable<Need>): readonly Need[] {
    const missing = new Map<string, Need>();
    for (const need of needs) {
      if (!this.#answered(need)) missing.set(keyOf(need), need);
    }
    return [...missing.values()];
  }

  #answered(need: Need): boolean {
    const answer = this.#answers.get(keyOf(need));
    // A block of ids that turned out too small does not answer the wish for a larger one.
    return need.kind === 'ids' ? answer !== undefined && (answer as IdBlock).count >= need.count : answer !== undefined;
  }
}

/**
 * A rule asked for something that was not loaded. The batch is given up, the store loads it, and the batch is decided
 * again from the start, which costs little because deciding is pure. So no rule ever mistakes "not loaded" for "none".
 */
export class NotLoaded extends Error {
  constructor(readonly needs: readonly Need[]) {
    super('not loaded');
  }
}
