import type { Meter, Sale } from '../ports/sale.js';

/** In percent of what a bundle has. */
export const thresholds = [50, 80, 100] as const;

export interface ThresholdReached {
  readonly type: 'threshold_reached';
  readonly percent: (typeof thresholds)[number];
  /** As it is then: more may be used by now than the threshold says. */
  readonly sale: Sale;
}

export type BridgeSubscriber = (event: ThresholdReached) => void | Promise<void>;

/** The highest that is reached; 0: none, as of every unlimited bundle. */
export const reached = ({ initial, used }: Meter): number =>
  initial === null || initial === 0 ? 0 : (thresholds.findLast((percent) => used / initial >= percent / 100) ?? 0);

/**
 * Tells subscribers of thresholds, each once: that it was is stored in the sale first, so that no restart tells it again.
 * What they throw goes to `failed`; nobody waits for them.
 */
export class Announcer {
  readonly #subscribers = new Set<BridgeSubscriber>();

  constructor(private readonly failed: (error: unknown) => void) {}

  /** Answers how to end the subscription. */
  add(subscriber: BridgeSubscriber): () => void {
    const mine: BridgeSubscriber = (event) => subscriber(event);
    this.#subscribers.add(mine);
    return () => void this.#subscribers.delete(mine);
  }

  /** For whoever has just stored the change. */
  changed(before: Sale, after: Sale): void {
    for (const percent of thresholds) {
      if (percent <= before.announced || percent > after.announced) continue;
      for (const subscriber of this.#subscribers) {
        void Promise.resolve()
          .then(() => subscriber({ type: 'threshold_reached', percent, sale: after }))
          .catch(this.failed);
      }
    }
  }
}
