/**
 * Lets whatever has arrived at the same time be read before any of it is worked on: then the engine gets it together, and
 * makes one batch of it. Without this, a store that blocks (better-sqlite3) would commit for the first of many readable
 * connections while the others wait, and so on, one by one. A lone caller waits for one turn of the event loop.
 */
export class Arrivals {
  #all: Promise<void> | null = null;

  /** Resolves when all connections that are readable now were read. */
  read(): Promise<void> {
    return (this.#all ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#all = null;
        resolve();
      });
    }));
  }
}
