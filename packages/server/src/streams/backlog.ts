import type { Timers } from '@holdall/core';

export interface BacklogOptions {
  /** How much may wait. */
  readonly most: number;
  /** Called once when more comes: then it is over, and what waited is gone. */
  readonly overflowed: () => void;
  readonly timers: Timers;
}

/** What came and was not taken yet, up to a bound: whoever is too slow gets no more, and costs no more. */
export class Backlog<T> {
  #waiting: T[] = [];
  #over = false;
  #wake: () => void = () => undefined;

  constructor(private readonly options: BacklogOptions) {}

  push(one: T): void {
    if (this.#over) return;
    if (this.#waiting.length < this.options.most) {
      this.#waiting.push(one);
      return this.#wake();
    }
    this.#waiting = [];
    this.end();
    this.options.overflowed();
  }

  /** What waits may still be taken, and nothing comes after it. */
  end(): void {
    this.#over = true;
    this.#wake();
  }

  /**
   * Everything that waits, as soon as there is something; nothing when none came for so long; null when it is over.
   * @param patience in milliseconds.
   */
  async take(patience: number): Promise<readonly T[] | null> {
    if (this.#waiting.length === 0 && !this.#over) await this.#something(patience);
    if (this.#waiting.length === 0 && this.#over) return null;
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  async #something(patience: number): Promise<void> {
    let callOff = (): void => undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      callOff = this.options.timers.after(patience, resolve);
    });
    callOff();
  }
}
