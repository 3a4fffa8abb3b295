import type { LogRecord } from '../inventory/log.js';
import { eventsFrom, type InventoryEvent } from './event.js';

export type Subscriber = (event: InventoryEvent) => void | Promise<void>;
export type SubscriberFailed = (error: unknown, event: InventoryEvent) => void;

/**
 * Tells subscribers what was committed, in commit order. Each has a queue of its own and is told the next event when it
 * is done with the one before. What it throws goes to `failed`; commands neither wait for it nor hear of it.
 */
export class Subscriptions {
  readonly #queues = new Set<Queue>();

  constructor(private readonly failed: SubscriberFailed) {}

  /** Answers how to end the subscription: what was not delivered by then is not delivered. */
  add(subscriber: Subscriber): () => void {
    const queue = new Queue(subscriber, this.failed);
    this.#queues.add(queue);
    return () => {
      this.#queues.delete(queue);
      queue.close();
    };
  }

  publish(log: readonly LogRecord[]): void {
    if (this.#queues.size === 0 || log.length === 0) return;
    const events = eventsFrom(log);
    for (const queue of this.#queues) queue.push(events);
  }

  /** Resolves when everything that was published so far is delivered. */
  async delivered(): Promise<void> {
    await Promise.all([...this.#queues].map((queue) => queue.empty()));
  }
}

class Queue {
  #events: InventoryEvent[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(
    private readonly subscriber: Subscriber,
    private readonly failed: SubscriberFailed,
  ) {}

  push(events: readonly InventoryEvent[]): void {
    for (const event of events) this.#events.push(event);
    this.#running ??= this.#drain();
  }

  close(): void {
    this.#closed = true;
    this.#events = [];
  }

  async empty(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #drain(): Promise<void> {
    // Not in the turn of whoever committed: a slow subscriber must not hold up the answers to commands.
    await Promise.resolve();
    while (this.#events.length > 0) {
      const events = this.#events;
      this.#events = [];
      for (const event of events) if (!this.#closed) await this.#tell(event);
    }
    this.#running = null;
  }

  async #tell(event: InventoryEvent): Promise<void> {
    try {
      await this.subscriber(event);
    } catch (error) {
      this.#report(error, event);
    }
  }

  #report(error: unknown, event: InventoryEvent): void {
    try {
      this.failed(error, event);
    } catch {
      // Whoever reports failures must not cause any.
    }
  }
}
