/** What the hot path sends and the usual lists; what is asked for less often is planned each time. */
const mostNamed = 200;

/** Names under which a connection keeps the plan of a statement. Each name stands for one text, on all connections. */
export class StatementNames {
  readonly #names = new Map<string, string>();

  constructor(private readonly wanted: boolean) {}

  /** undefined: it is not to be kept. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || !this.wanted || this.#names.size >= mostNamed) return known;
    const name = `holdall_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}
