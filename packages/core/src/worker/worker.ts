import { failure } from '../errors/failure.js';
import type { HoldallError } from '../errors/holdall-error.js';
import { fulfil, nothingDone, plusDone, sweep, type Duty, type WorkDone, type WorkedEngine } from './duties.js';
import { workerOptionsFrom, type WorkerFailure, type WorkerOptions, type WorkerRun } from './options.js';

/** After so many failures in a row it does not wait any longer: 32 times the interval. */
const mostDoublings = 5;

/**
 * Does, again and again, what nobody calls for: marks expired entries, forgets old answers to idempotency keys, fulfils
 * outstanding invoices. In chunks, between which commands have their turn. Any number of processes may run one on the same
 * data: each entry expires once, each invoice is fulfilled once. Make one with `createWorker`.
 */
export class Worker {
  readonly #engine: WorkedEngine;
  readonly #options: WorkerOptions;
  readonly #duties: readonly Duty[];
  /** How much of each duty fits into the time of a chunk, as far as is known. */
  readonly #sizes = new Map<Duty, number>();
  #state: 'stopped' | 'started' | 'closed' = 'stopped';
  #cancel: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #failures = 0;
  #lastRun: WorkerRun | null = null;
  #lastFailure: WorkerFailure | null = null;

  /** @throws InvalidInputError */
  constructor(engine: WorkedEngine, options: Partial<WorkerOptions>) {
    this.#engine = engine;
    this.#options = workerOptionsFrom(options);
    this.#duties = [...(this.#options.sweep ? [sweep] : []), ...(this.#options.fulfil ? [fulfil] : [])];
  }

  /** Begins to work, the first time at some moment within one interval. Does nothing where it has been started. */
  start(): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'started';
    // Anywhere within it: processes that start together, as after a deployment, come one after another.
    this.#schedule(this.#options.interval * this.#options.timers.random());
  }

  /** Resolves when what is under way is done: at most one chunk. It may be started again. */
  async stop(): Promise<void> {
    if (this.#state === 'started') this.#state = 'stopped';
    this.#cancel();
    await this.idle();
  }

  /** Resolves when no run is under way: at once where it rests. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  get status(): WorkerStatus {
    return {
      state: this.#state,
      working: this.#running !== null,
      failuresInARow: this.#failures,
      lastRun: this.#lastRun,
      lastFailure: this.#lastFailure,
    };
  }

  /** The next run, instead of any that was to come. */
  #schedule(delay: number): void {
    this.#cancel();
    this.#cancel = this.#options.timers.after(Math.ceil(delay), () => {
      this.#running ??= this.#run();
    });
  }

  /** Never rejects: what fails is told to `failed`. */
  async #run(): Promise<void> {
    // One turn later, so that it is known to be under way before it can be done.
    await Promise.resolve();
    const { clock, interval, timers } = this.#options;
    const began = clock.now();
    const ends: DutyEnd[] = [];
    for (const duty of this.#duties) ends.push(await this.#untilDone(duty));
    const errors = ends.flatMap(({ duty, error }) => (error === null || isClosed(error) ? [] : [{ duty, error }]));
    this.#failures = errors.length > 0 ? this.#failures + 1 : 0;
    for (const { duty, error } of errors) this.#tellFailure({ duty: duty.name, error, inARow: this.#failures });
    this.#tellRun({
      ...ends.map(({ done }) => done).reduce(plusDone, nothingDone),
      took: Math.max(0, clock.now() - began),
      complete: ends.every(({ complete }) => complete),
    });
    this.#running = null;
    // What was closed does not open again: there is nothing to work on, and nobody to tell.
    if (ends.some(({ error }) => error !== null && isClosed(error))) this.#state = 'closed';
    const patience = 2 ** Math.min(this.#failures, mostDoublings);
    if (this.#state === 'started') this.#schedule(interval * patience * (0.75 + 0.5 * timers.random()));
  }

  /**
   * Until a chunk finds nothing. Not until one is short: another process may have had some of it under its locks, and
   * others have come since.
   */
  async #untilDone(duty: Duty): Promise<DutyEnd> {
    let done = nothingDone;
    try {
      while (this.#state === 'started') {
        const chunk = await this.#chunk(duty);
        if (isNothing(chunk)) return { duty, done, complete: true, error: null };
        done = plusDone(done, chunk);
        // Not only for commands, which have their turn anyway: with a driver that answers in the same turn of the event
        // loop, nothing else in the process would get one.
        await this.#options.timers.pause();
      }
      return { duty, done, complete: false, error: null };
    } catch (error) {
      return { duty, done, complete: false, error: failure(error) };
    }
  }

  /** Half as large after one that took too long, a little larger after one that took less than half of its time. */
  async #chunk(duty: Duty): Promise<WorkDone> {
    const { clock, chunkTime } = this.#options;
    const { least, first, most } = duty.chunk;
    const size = this.#sizes.get(duty) ?? first;
    const began = clock.now();
    const done = await duty.work(this.#engine, size);
    const took = clock.now() - began;
    const factor = took > chunkTime ? 0.5 : took < chunkTime / 2 ? 1.25 : 1;
    this.#sizes.set(duty, Math.round(Math.min(most, Math.max(least, size * factor))));
    return done;
  }

  #tellFailure(failed: WorkerFailure): void {
    this.#lastFailure = failed;
    quietly(() => this.#options.failed(failed));
  }

  #tellRun(run: WorkerRun): void {
    this.#lastRun = run;
    quietly(() => this.#options.onRun(run));
  }
}

export interface WorkerStatus {
  /** `closed`: the engine was closed, and so the worker ended. */
  readonly state: 'stopped' | 'started' | 'closed';
  /** Whether a run is under way. */
  readonly working: boolean;
  readonly failuresInARow: number;
  readonly lastRun: WorkerRun | null;
  readonly lastFailure: WorkerFailure | null;
}

interface DutyEnd {
  readonly duty: Duty;
  readonly done: WorkDone;
  readonly complete: boolean;
  readonly error: HoldallError | null;
}

const isNothing = ({ expired, forgotten, fulfilled }: WorkDone): boolean => expired + forgotten + fulfilled === 0;

const isClosed = ({ code }: HoldallError): boolean => code === 'storage_closed';

/** Whoever is told must not cause any failures. */
const quietly = (tell: () => void): void => {
  try {
    tell();
  } catch {
    // There is nobody left to tell.
  }
};
