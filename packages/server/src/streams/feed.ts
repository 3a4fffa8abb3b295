import type { Engine, InventoryEvent } from '@holdall/core';

export type Reader = (event: InventoryEvent) => void;

/** Tells readers what happens to their user: one subscription of the engine for all of them, however many there are. */
export class InventoryFeed {
  readonly #readers = new Map<string, Set<Reader>>();
  #unsubscribe: (() => void) | null = null;

  constructor(private readonly engine: Engine) {}

  readersOf(user: string): number {
    return this.#readers.get(user)?.size ?? 0;
  }

  /** Answers how to leave. */
  add(user: string, reader: Reader): () => void {
    const readers = this.#readers.get(user) ?? new Set();
    this.#readers.set(user, readers.add(reader));
    this.#unsubscribe ??= this.engine.subscribe((event) => {
      for (const one of this.#readers.get(event.user) ?? []) one(event);
    });
    return () => this.#leave(user, reader);
  }

  #leave(user: string, reader: Reader): void {
    const readers = this.#readers.get(user);
    if (readers?.delete(reader) === true && readers.size === 0) this.#readers.delete(user);
    if (this.#readers.size > 0) return;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }
}

const feeds = new WeakMap<Engine, InventoryFeed>();

export const feedOf = (engine: Engine): InventoryFeed => {
  const feed = feeds.get(engine) ?? new InventoryFeed(engine);
  feeds.set(engine, feed);
  return feed;
};
