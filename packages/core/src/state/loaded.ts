import { keyOf, type Answers, type Need, type NeedKind, type NeedOf } from './need.js';

/** What the store has answered so far for one batch. Stores put answers in; the working set takes them out. */
export class Loaded {
  readonly #answers = new Map<string, { readonly need: Need; readonly answer: unknown }>();

  put<K extends NeedKind>(need: NeedOf<K>, answer: Answers[K]): void {
    const key = keyOf(need);
    const before = this.#answers.get(key);
    if (before === undefined || !covers(before.need, need)) this.#answers.set(key, { need, answer });
  }

  /** The answer, if there is one that covers the need: it may hold more than was asked for. */
  get<K extends NeedKind>(need: NeedOf<K>): Answers[K] | undefined {
    const found = this.#answers.get(keyOf(need));
    return found !== undefined && covers(found.need, need) ? (found.answer as Answers[K]) : undefined;
  }

  /** The needs that have no answer yet; of those that ask the same, the one that asks for most. */
  missing(needs: Iterable<Need>): readonly Need[] {
    const missing = new Map<string, Need>();
    for (const need of needs) {
      const key = keyOf(need);
      const answered = this.#answers.get(key)?.need ?? missing.get(key);
      if (answered === undefined || !covers(answered, need)) missing.set(key, need);
    }
    return [...missing.values()];
  }
}

/** Whether the answer to one need serves another of the same key, too. */
const covers = (answered: Need, need: Need): boolean => {
  if (answered.kind === 'ids' && need.kind === 'ids') return answered.count >= need.count;
  if (answered.kind === 'uses' && need.kind === 'uses') return answered.since <= need.since;
  return true;
};

/**
 * A rule asked for something that was not loaded. The batch is given up, the store loads it, and the batch is decided
 * again from the start, which costs little because deciding is pure. So no rule ever mistakes "not loaded" for "none".
 */
export class NotLoaded extends Error {
  constructor(readonly needs: readonly Need[]) {
    super('not loaded');
  }
}
