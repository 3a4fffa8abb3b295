import { OverloadedError } from '../errors/overloaded.js';

export interface GroupCommitOptions<J> {
  /** Does the work of one batch. It settles every job itself and never rejects. */
  readonly run: (jobs: readonly J[]) => Promise<void>;
  /** Whether two jobs may share a batch. */
  readonly together?: (first: J, next: J) => boolean;
  /**
   * Whose job it is: of one party, no two batches are under way, and jobs are done in the order in which they came. Null:
   * no other batch may be under way meanwhile. Needed only where several are under way at once.
   */
  readonly partyOf?: (job: J) => string | null;
  /** How many batches may be under way at once; default 1. */
  readonly mostAtOnce?: number;
  /** How many jobs one batch takes at the most. */
  readonly mostTogether: number;
  /** How many jobs may wait; more are refused. */
  readonly mostWaiting: number;
}

/** Fewer jobs than these are not divided among batches: each costs something by itself. */
const worthDividing = 64;

/** How many times a batch's jobs are looked through for those that may go ahead: a queue of one party is not searched to its end. */
const mostSearched = 4;

/**
 * Jobs that arrive while a batch is under way wait and form the next one. There is no timer: a lone caller waits for
 * nobody, and the more callers there are, the larger the batches become by themselves.
 */
export class GroupCommit<J> {
  #waiting: J[] = [];
  /** The parties of each batch that is under way. */
  readonly #underWay = new Set<ReadonlySet<string | null>>();
  #beginning = false;
  #told: (() => void)[] = [];

  constructor(private readonly options: GroupCommitOptions<J>) {}

  /** @throws OverloadedError when too many wait already. */
  submit(job: J): void {
    if (this.#waiting.length >= this.options.mostWaiting) throw new OverloadedError(this.#waiting.length);
    this.#waiting.push(job);
    if (this.#beginning) return;
    this.#beginning = true;
    // One turn later, so that all who call in the same turn share the first batch.
    void Promise.resolve().then(() => {
      this.#beginning = false;
      this.#begin();
    });
  }

  /** How many jobs wait for the next batch. */
  get depth(): number {
    return this.#waiting.length;
  }

  /** Resolves when everything that was submitted is done. */
  async idle(): Promise<void> {
    while (this.#waiting.length > 0 || this.#underWay.size > 0) {
      await new Promise<void>((resolve) => this.#told.push(resolve));
    }
  }

  #begin(): void {
    const { mostAtOnce = 1 } = this.options;
    while (this.#waiting.length > 0 && this.#underWay.size < mostAtOnce) {
      const batch = this.#nextBatch(mostAtOnce - this.#underWay.size);
      if (batch.length === 0) return;
      void this.#run(batch);
    }
  }

  async #run(batch: readonly J[]): Promise<void> {
    const parties = new Set(batch.map((job) => this.#partyOf(job)));
    this.#underWay.add(parties);
    await this.options.run(batch);
    this.#underWay.delete(parties);
    this.#begin();
    const told = this.#told;
    this.#told = [];
    for (const tell of told) tell();
  }

  #partyOf(job: J): string | null {
    return this.options.partyOf?.(job) ?? null;
  }

  /** What is first and may go, with what comes behind it and may go along: order is kept, for each party. */
  #nextBatch(free: number): readonly J[] {
    const busy = [...this.#underWay];
    const [first] = this.#waiting as [J];
    if (this.#partyOf(first) === null) return busy.length > 0 ? [] : this.#taken((job) => this.#goesWith(first, job));
    if (busy.some((parties) => parties.has(null))) return [];
    const share = Math.max(worthDividing, Math.ceil(this.#waiting.length / free));
    return this.#taken((job) => {
      const party = this.#partyOf(job);
      if (party === null || !this.#goesWith(first, job)) return 'ends';
      // Who is busy stays so until the search is over: nobody's later job goes ahead of an earlier one.
      return busy.some((parties) => parties.has(party)) ? 'stays' : 'goes';
    }, share);
  }

  #goesWith(first: J, job: J): Verdict {
    const { together = () => true } = this.options;
    return job === first || together(first, job) ? 'goes' : 'ends';
  }

  #taken(verdictOn: (job: J) => Verdict, share = Infinity): readonly J[] {
    const { mostTogether } = this.options;
    const most = Math.min(mostTogether, share);
    const taken: J[] = [];
    const stay: J[] = [];
    let seen = 0;
    for (; seen < this.#waiting.length && seen < mostTogether * mostSearched && taken.length < most; seen += 1) {
      const job = this.#waiting[seen]!;
      const verdict = verdictOn(job);
      if (verdict === 'ends') break;
      (verdict === 'goes' ? taken : stay).push(job);
    }
    if (stay.length === 0) this.#waiting.splice(0, seen);
    else this.#waiting.splice(0, seen, ...stay);
    return taken;
  }
}

/** Whether a job goes into the batch, stays where it is, or ends the search: nothing behind it may go ahead of it. */
type Verdict = 'goes' | 'stays' | 'ends';
