import type { Engine } from '@holdall/core';

/** In seconds: nobody is sent away for longer, whatever was measured while the store stood still. */
const longest = 30;
/** How much the latest batch counts against all before it. */
const weight = 0.2;

/** How quickly the engine works its queue off, and so when it makes sense to come back. */
export class Pace {
  /** Commands per millisecond, over the latest batches; null before the first. */
  #speed: number | null = null;
  readonly #leave: () => void;

  constructor(
    private readonly engine: Engine,
    now: () => number = () => performance.now(),
  ) {
    this.#leave = engine.observe(({ of, size }) => {
      if (of === 'questions') return () => undefined;
      const began = now();
      return () => this.#learn(size / Math.max(now() - began, 0.1));
    });
  }

  /** Whole seconds until what waits now will be done, from 1. */
  get retryAfter(): number {
    const { waiting } = this.engine;
    const seconds = this.#speed === null ? 1 : waiting / this.#speed / 1000;
    return Math.min(Math.max(Math.ceil(seconds), 1), longest);
  }

  leave(): void {
    this.#leave();
  }

  #learn(speed: number): void {
    this.#speed = this.#speed === null ? speed : this.#speed + weight * (speed - this.#speed);
  }
}
