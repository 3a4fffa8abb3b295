/** One call of the API as it came in, and what its caller saw of it. */
export interface Entry {
  readonly id: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** null: no operation has this path. */
  readonly operation: string | null;
  /** As it came; null: none. */
  readonly body: string | null;
  /** The fault that struck it. */
  readonly fault: number | null;
  /** The status, or how the connection ended. */
  readonly outcome: number | 'dropped' | 'hung' | 'truncated';
}

/** Enough for a long test; older ones go. */
const capacity = 100_000;

export class Journal {
  #entries: Entry[] = [];
  #count = 0;

  add(entry: Omit<Entry, 'id'>): void {
    this.#count += 1;
    this.#entries.push({ id: this.#count, ...entry });
    if (this.#entries.length > 2 * capacity) this.#entries = this.#entries.slice(-capacity);
  }

  get entries(): readonly Entry[] {
    return this.#entries.slice(-capacity);
  }

  clear(): void {
    this.#entries = [];
    this.#count = 0;
  }
}
