/** Work takes turns, first come first served. What fails, fails alone: the next has its turn all the same. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  run<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
