/** Where calls wait until a test lets them go on, so that it decides which of them come together. */
export class Gate {
  #waiting: (() => void)[] = [];
  #watchers: { readonly count: number; readonly reached: () => void }[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      const reached = this.#watchers.filter(({ count }) => this.#waiting.length >= count);
      this.#watchers = this.#watchers.filter((watcher) => !reached.includes(watcher));
      for (const watcher of reached) watcher.reached();
    });
  }

  /** Resolves when so many calls are waiting at once. */
  async filled(count: number): Promise<void> {
    if (this.#waiting.length >= count) return;
    await new Promise<void>((reached) => this.#watchers.push({ count, reached }));
  }

  /** Answers how many went on. */
  open(): number {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
    return waiting.length;
  }
}
