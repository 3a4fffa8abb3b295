import { OverloadedError } from '../errors/overloaded.js';

export interface GroupCommitOptions<J> {
  /** Does the work of one batch. It settles every job itself and never rejects. */
  readonly run: (jobs: readonly J[]) => Promise<void>;
  /** Whether two jobs may share a batch. */
  readonly together?: (first: J, next: J) => boolean;
  /** How many jobs one batch takes at the most. */
  readonly mostTogether: number;
  /** How many jobs may wait; more are refused. */
  readonly mostWaiting: number;
}

/**
 * Jobs that arrive while a batch is under way wait and form the next one. There is no timer: a lone caller waits for
 * nobody, and the more callers there are, the larger the batches become by themselves.
 */
export class GroupCommit<J> {
  readonly #waiting: J[] = [];
  #running: Promise<void> | null = null;

  constructor(private readonly options: GroupCommitOptions<J>) {}

  /** @throws OverloadedError when too many wait already. */
  submit(job: J): void {
    if (this.#waiting.length >= this.options.mostWaiting) throw new OverloadedError(this.#waiting.length);
    this.#waiting.push(job);
    this.#running ??= this.#drain();
  }

  /** How many jobs wait for the next batch. */
  get depth(): number {
    return this.#waiting.length;
  }

  /** Resolves when everything that was submitted is done. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #drain(): Promise<void> {
    // One turn later, so that all who call in the same turn share the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.options.run(this.#nextBatch());
    this.#running = null;
  }

  /** The longest run from the head of the queue that may share a batch: order is kept. */
  #nextBatch(): readonly J[] {
    const { together = () => true, mostTogether } = this.options;
    const first = this.#waiting[0]!;
    let count = 1;
    while (count < mostTogether && count < this.#waiting.length && together(first, this.#waiting[count]!)) count += 1;
    return this.#waiting.splice(0, count);
  }
}
