import type { Instant } from '@holdall/core';
import type { Sale } from '../ports/sale.js';
import type { BridgeSettings } from '../settings.js';

/** How long until an eSIM is asked for again, by what is on it; null: nothing more will happen to it. */
export const intervalOf = (sales: readonly Sale[], { pollActive, pollQueued }: BridgeSettings): number | null => {
  if (sales.length === 0) return null;
  return sales.some(({ meter }) => meter?.state === 'active') ? pollActive : pollQueued;
};

/** When which eSIM is asked for. In memory only: to remember when one was asked would cost a write each time. */
export class Schedule {
  readonly #due = new Map<string, Instant>();

  /** Its next time is `at`; null: never. */
  set(iccid: string, at: Instant | null): void {
    if (at === null) this.#due.delete(iccid);
    else this.#due.set(iccid, at);
  }

  /**
   * All that there are, with their intervals. Those that are new get a time somewhere in their interval, so that they do
   * not all come at once for ever.
   */
  align(all: ReadonlyMap<string, number>, now: Instant, random: () => number): void {
    for (const iccid of this.#due.keys()) if (!all.has(iccid)) this.#due.delete(iccid);
    for (const [iccid, interval] of all) {
      const due = this.#due.get(iccid);
      this.#due.set(iccid, due === undefined ? now + Math.floor(random() * interval) : Math.min(due, now + interval));
    }
  }

  /** Who has waited longest comes first. */
  due(now: Instant, most: number): readonly string[] {
    return [...this.#due]
      .filter(([, at]) => at <= now)
      .sort(([, one], [, other]) => one - other)
      .slice(0, most)
      .map(([iccid]) => iccid);
  }
}
