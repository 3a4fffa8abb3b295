/** What ends an attempt early: its time is over, or the caller's signal says so. */
export class Deadline {
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #passOn = (): void => this.#controller.abort(this.outer?.reason);
  #isOver = false;

  /** @throws the signal's reason if it is aborted already. */
  constructor(
    readonly timeoutMs: number,
    readonly outer?: AbortSignal,
  ) {
    outer?.throwIfAborted();
    outer?.addEventListener('abort', this.#passOn);
    this.start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it was the time that ended it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Counts from now, anew. */
  start(): void {
    this.lift();
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#controller.abort();
    }, this.timeoutMs);
  }

  /** Lets it take as long as it will: only the caller ends it, until it starts anew. */
  lift(): void {
    clearTimeout(this.#timer);
  }

  /** Ends it where it stands, for good: a connection that nobody reads from is given up. */
  end(): void {
    this.lift();
    this.outer?.removeEventListener('abort', this.#passOn);
    this.#controller.abort();
  }
}
