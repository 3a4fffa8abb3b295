/** How often it is looked again, as long as somebody came each time: whoever came first must not wait for all the world. */
const mostTurns = 32;

/**
 * Lets all that arrives together be read before any of it is worked on: then the engine gets it together, and makes one
 * batch of it. Without this, a store that blocks (better-sqlite3) would commit for the first of many readable connections
 * while the others wait, and so on, one by one. There is no timer: a lone caller waits for two turns of the event loop.
 */
export class Arrivals {
  #all: Promise<void> | null = null;
  #arrived = 0;

  /** Resolves in the first turn of the event loop in which nobody else arrived. */
  read(): Promise<void> {
    this.#arrived += 1;
    return (this.#all ??= new Promise((resolve) => this.#look(resolve, 0)));
  }

  #look(resolve: () => void, turns: number): void {
    const before = this.#arrived;
    setImmediate(() => {
      if (this.#arrived > before && turns < mostTurns) return this.#look(resolve, turns + 1);
      this.#all = null;
      resolve();
    });
  }
}
