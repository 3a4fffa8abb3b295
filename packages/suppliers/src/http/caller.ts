import { InvalidInputError, type Fault } from '@holdall/core';
import { NotUnderstoodError, UnavailableError, type CallFacts, type SupplierError } from '../errors/index.js';
import { attempt, type Answer } from './attempt.js';
import type { Credentials } from './credentials.js';
import { jsonFrom } from './json.js';
import { rest } from './rest.js';
import { retryAfterFrom } from './retry-after.js';
import { secretsIn, supplierMessageFrom } from './supplier-message.js';
import { systemTiming, type Timing } from './timing.js';
import { Unreadable } from './unreadable.js';
import { errorFor } from './verdict.js';

export interface CallerOptions {
  /** How long one answer may take, in milliseconds. Default 30,000. */
  readonly timeout?: number | undefined;
  /** How often a call is sent at most. Default 4. */
  readonly attempts?: number | undefined;
  /** The longest wait between two tries, in milliseconds; who asks for a longer one is not waited for. Default 30,000. */
  readonly patience?: number | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** What waiting is timed by. Default: the machine's. */
  readonly timing?: Timing | undefined;
}

export interface CallerParts extends CallerOptions {
  readonly supplier: string;
  /** Where its API is, with or without a slash at the end. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
}

export type Parameters = CallFacts['parameters'];

/** A GET. */
export interface Ask<T> {
  /** From the base URL on, with a slash in front. */
  readonly path: string;
  /** In this order, not yet escaped: that is done once, here. A list repeats the key. */
  readonly parameters: Parameters;
  /** Makes sense of the answer's JSON. @throws Unreadable */
  read(json: unknown): T;
  readonly signal?: AbortSignal | undefined;
}

/** Where nobody says how long to wait: half a second, doubled with each try, up to a quarter of it less. */
const firstPause = 500;

/** Asks a supplier, again where that may help, and fails with a typed error where it does not. */
export class Caller {
  readonly #parts: CallerParts;
  readonly #limits: { readonly timeout: number; readonly attempts: number; readonly patience: number };
  readonly #base: string;
  readonly #timing: Timing;

  /** @throws InvalidInputError for settings that cannot work: they come from the environment. */
  constructor(parts: CallerParts) {
    const { timeout = 30_000, attempts = 4, patience = 30_000, timing = systemTiming } = parts;
    this.#parts = parts;
    this.#limits = { timeout, attempts, patience };
    this.#base = parts.baseUrl.replace(/\/+$/, '');
    this.#timing = timing;
    refuseFaults(this.#base, this.#limits);
  }

  /** @throws SupplierError; or the reason of the signal. */
  async get<T>({ path, parameters, read, signal }: Ask<T>): Promise<T> {
    const { supplier, credentials, fetch = globalThis.fetch } = this.#parts;
    const { attempts, timeout, patience } = this.#limits;
    const url = `${this.#base}${path}${queryText(parameters)}`;
    let renewed = false;
    let sent = 0;
    for (let tries = 1; ; tries += 1) {
      const signed = await credentials.headers(signal);
      sent += 1;
      const outcome = await attempt(url, { accept: 'application/json', ...signed }, { fetch, timeout, signal });
      const facts: CallFacts = {
        supplier,
        operation: `GET ${path}`,
        parameters,
        attempts: sent,
        ...(outcome.kind === 'answered' ? this.#factsOf(outcome.answer, signed) : nothingKnown),
      };
      const result =
        outcome.kind === 'answered'
          ? resultOf(outcome.answer, read, facts)
          : { error: new UnavailableError(facts, outcome.cause) };
      if ('value' in result) return result.value;
      const { error } = result;
      if (facts.status === 401 && !renewed) {
        renewed = true;
        // The one repetition that this earns counts as no try: a token that ran out is nobody's failure.
        if ((await credentials.renew?.(signed, signal)) === true) {
          tries -= 1;
          continue;
        }
      }
      const pause = facts.retryAfter ?? firstPause * 2 ** (tries - 1) * (0.75 + 0.25 * this.#timing.random());
      if (!error.transient || tries >= attempts || pause > patience) throw error;
      await rest(this.#timing, pause, signal);
    }
  }

  #factsOf(
    { status, headers, text }: Answer,
    signed: Readonly<Record<string, string>>,
  ): Pick<CallFacts, 'status' | 'supplierMessage' | 'retryAfter'> {
    const type = headers.get('content-type') ?? '';
    return {
      status,
      supplierMessage: status < 300 ? null : supplierMessageFrom(text, type, secretsIn(signed)),
      retryAfter: retryAfterFrom(headers, this.#timing.now()),
    };
  }
}

const queryText = (parameters: Parameters): string => {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
};

const nothingKnown = { status: null, supplierMessage: null, retryAfter: null } as const;

const resultOf = <T>(
  { status, text }: Answer,
  read: (json: unknown) => T,
  facts: CallFacts,
): { readonly value: T } | { readonly error: SupplierError } => {
  if (status < 200 || status >= 300) return { error: errorFor(status, facts) };
  let json: unknown;
  try {
    json = jsonFrom(text);
  } catch {
    // The parser's own message quotes what it could not read. Cut off once, it may be whole the next time.
    return { error: new NotUnderstoodError(facts, 'the answer is not JSON', { transient: true }) };
  }
  try {
    return { value: read(json) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { error: new NotUnderstoodError(facts, error.message) };
  }
};

const refuseFaults = (base: string, numbers: Readonly<Record<'timeout' | 'attempts' | 'patience', number>>): void => {
  const faults: Fault[] = [];
  const url = URL.canParse(base) ? new URL(base) : null;
  const bare = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (!bare || !/^https?:$/.test(url.protocol)) {
    faults.push({ path: 'baseUrl', message: 'must be an http or https URL without credentials, query or fragment' });
  }
  for (const [path, value] of Object.entries(numbers)) {
    const least = path === 'patience' ? 0 : 1;
    if (!Number.isSafeInteger(value) || value < least) {
      faults.push({ path, message: `must be a whole number of at least ${least}` });
    }
  }
  if (faults.length > 0) throw new InvalidInputError(faults);
};
