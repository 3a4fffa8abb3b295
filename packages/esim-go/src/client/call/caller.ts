import { AmbiguousError, ThrottledError, type CallFacts, type EsimGoError } from '../errors/index.js';
import { rateFactsFrom } from '../limit/rate-facts.js';
import { OutOfPatience, type Turn } from '../limit/rate-limiter.js';
import type { Answer } from '../wire/answer.js';
import { Unreadable } from '../wire/unreadable.js';
import { abortReason } from './abort-reason.js';
import { attempt, type Outcome } from './attempt.js';
import type { CallOptions } from './call-options.js';
import { keyQuestion, meaningOf403, permissionIn, type Permission } from './forbidden.js';
import type { Operation } from './operation.js';
import { requestFor } from './request.js';
import { rest } from './rest.js';
import { retryAfterFrom } from './retry-after.js';
import type { Settings } from './settings.js';
import { unanswered, unreadable, verdictOn, type Verdict } from './verdict.js';
import { vendorMessageFrom } from './vendor-message.js';

/** What every operation answers. */
export interface Result<T> {
  /** The HTTP status. */
  readonly status: number;
  readonly data: T;
}

/** Where the vendor does not say how long to wait: half a second, doubled with each try, up to a quarter of it less. */
const firstPause = 500;
/** After a 429 that does not say how long: the vendor's window. */
const windowLength = 1000;
/** One answer, however wrong, does not silence the process for longer than this. */
const longestSilence = 60_000;

/** Makes the calls of one Configuration: in turn, repeated where that is safe, with a typed error where it fails. */
export class Caller {
  readonly #settings: Settings;
  /** Calls that meet a 403 at once share one question about the key. */
  #keyAsked: Promise<Permission> | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** @throws EsimGoError; or the reason of the signal, where nothing can have been done. */
  async call<T>(operation: Operation<T>, options: CallOptions = {}): Promise<Result<T>> {
    const { timing, attempts } = this.#settings;
    const { signal } = options;
    const key = await this.#settings.key();
    const deadline = timing.now() + (options.patience ?? this.#settings.patience);
    const factsOf = factsAbout(operation, key);
    /** Whether a try before may have been done. */
    let uncertain = false;
    for (let tries = 1; ; tries += 1) {
      const turn = await this.#turn(operation, options, Math.max(0, deadline - timing.now()), tries > 1).catch(
        (error: unknown) => {
          const facts = factsOf(null, tries - 1);
          const cause = error instanceof OutOfPatience ? new ThrottledError(facts) : error;
          throw uncertain ? ambiguous(operation, facts, cause) : cause;
        },
      );
      const outcome = await this.#send(operation, options, key, turn);
      const result = read(operation, outcome, (answer) => factsOf(answer, tries));
      if ('data' in result) return result;
      const { error, acted, again, open } = result;
      const facts = error.details;
      uncertain ||= acted && operation.effect !== 'none';
      if (signal?.aborted === true && outcome.kind !== 'answered') {
        throw uncertain ? ambiguous(operation, facts, abortReason(signal)) : abortReason(signal);
      }
      const pause = this.#pauseAfter(error, tries);
      // A 429 was turned away before any work. All else is repeated only where twice is no more than once.
      const safe = operation.effect !== 'more' || error instanceof ThrottledError;
      if (!again || !safe || tries >= attempts || timing.now() + pause > deadline) {
        if (uncertain) throw ambiguous(operation, facts, error);
        throw open ? await meaningOf403(operation, facts, (question) => this.#ask(question, options)) : error;
      }
      await rest(timing, pause, signal).catch((reason: unknown) => {
        throw uncertain ? ambiguous(operation, facts, reason) : reason;
      });
    }
  }

  #turn(operation: Operation<unknown>, options: CallOptions, patience: number, again: boolean): Promise<Turn> {
    const { lane, limiter } = this.#settings;
    const { signal } = options;
    return limiter.turn({ operation: operation.name, lane: options.lane ?? lane, patience, again, signal });
  }

  async #send(operation: Operation<unknown>, options: CallOptions, key: string, turn: Turn): Promise<Outcome> {
    const { basePath, fetch, limiter, timeout } = this.#settings;
    const outcome = await attempt(fetch, requestFor(operation, basePath, key), {
      timeout: options.timeout ?? timeout,
      signal: options.signal,
    });
    if (outcome.kind !== 'answered') {
      turn.over(null);
      return outcome;
    }
    const { status, headers } = outcome.answer;
    // Before the turn is over, or the next would go at once.
    if (status === 429) limiter.pause(Math.min(retryAfterFrom(headers) ?? windowLength, longestSilence));
    turn.over(rateFactsFrom(headers));
    return outcome;
  }

  #pauseAfter(error: EsimGoError, tries: number): number {
    const { retryAfter } = error.details;
    if (retryAfter !== null) return retryAfter;
    if (error instanceof ThrottledError) return windowLength;
    return firstPause * 2 ** (tries - 1) * (0.75 + 0.25 * this.#settings.timing.random());
  }

  async #ask(question: Operation<unknown>, options: CallOptions): Promise<Permission> {
    if (question !== keyQuestion) return this.#askOnce(question, options);
    // Without the signal of this call: others may be waiting for the same answer.
    this.#keyAsked ??= this.#askOnce(question, { ...options, signal: undefined }).finally(() => {
      this.#keyAsked = null;
    });
    return unlessAborted(this.#keyAsked, options.signal);
  }

  /** Whatever fails here is no answer, and no more: the refusal that it is about stands anyway. */
  async #askOnce(question: Operation<unknown>, options: CallOptions): Promise<Permission> {
    try {
      const turn = await this.#turn(question, options, this.#settings.patience, true);
      const outcome = await this.#send(question, options, await this.#settings.key(), turn);
      return outcome.kind === 'answered' ? permissionIn(outcome.answer.status, question) : 'unknown';
    } catch {
      return 'unknown';
    }
  }
}

const factsAbout =
  (operation: Operation<unknown>, key: string) =>
  (answer: Answer | null, attempts: number): CallFacts => ({
    operation: operation.name,
    status: answer?.status ?? null,
    vendorMessage: answer === null ? null : vendorMessageFrom(answer, key),
    retryAfter: answer === null ? null : retryAfterFrom(answer.headers),
    attempts,
    iccid: operation.about?.iccid ?? null,
  });

const read = <T>(
  operation: Operation<T>,
  outcome: Outcome,
  factsOf: (answer: Answer | null) => CallFacts,
): Result<T> | Verdict => {
  if (outcome.kind !== 'answered') return unanswered(factsOf(null), outcome.cause, outcome.kind === 'lost');
  const { answer } = outcome;
  const { status } = answer;
  if (status < 200 || status >= 300) return verdictOn(status, operation, factsOf(answer));
  try {
    return { status, data: operation.read(answer) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    // What stood there may be anything, also what nobody should see.
    return unreadable({ ...factsOf(answer), vendorMessage: null }, error.message);
  }
};

const ambiguous = (operation: Operation<unknown>, facts: CallFacts, cause: unknown): AmbiguousError =>
  new AmbiguousError(facts, { repeatable: operation.effect === 'same', cause });

const unlessAborted = async (asked: Promise<Permission>, signal: AbortSignal | undefined): Promise<Permission> => {
  let abort = (): void => undefined;
  const aborted = new Promise<Permission>((resolve) => {
    abort = () => resolve('unknown');
  });
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  return Promise.race([asked, aborted]).finally(() => signal?.removeEventListener('abort', abort));
};
