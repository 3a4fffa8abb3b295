/** Work takes turns, first come first served, as much of it at once as there are places. What fails, fails alone: the next has its turn all the same. */
export class Queue {
  #free: number;
  readonly #waiting: { readonly wants: number; readonly start: () => void }[] = [];

  constructor(private readonly places = 1) {
    this.#free = places;
  }

  run<R>(work: () => Promise<R>): Promise<R> {
    return this.#run(1, work);
  }

  /** Once nothing else is under way, and nothing else while it is. */
  runAlone<R>(work: () => Promise<R>): Promise<R> {
    return this.#run(this.places, work);
  }

  async #run<R>(wants: number, work: () => Promise<R>): Promise<R> {
    await new Promise<void>((start) => {
      this.#waiting.push({ wants, start });
      this.#startNext();
    });
    try {
      return await work();
    } finally {
      this.#free += wants;
      this.#startNext();
    }
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next !== undefined && next.wants <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.wants;
      next.start();
    }
  }
}
