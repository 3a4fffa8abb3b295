import type { Clock } from '@holdall/core';

/** The clock of a host that plays what happened once: it stands still until it is told what time it is. */
export class SeasonClock implements Clock {
  #now: number;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  stepTo(moment: string): void {
    this.#now = Date.parse(moment);
  }
}
