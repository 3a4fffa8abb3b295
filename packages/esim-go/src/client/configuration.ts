import { InvalidInputError, type Fault } from '@holdall/core';
import { Caller } from './call/caller.js';
import type { Lane, RateLimiter } from './limit/rate-limiter.js';
import { sharedLimiter } from './limit/shared.js';
import { systemTiming, type Timing } from './timing.js';

export interface ConfigurationParameters {
  /** The key, or what gives it: asked before every call, so that a changed key counts at once. Default: `ESIM_GO_API_KEY` in the environment. */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined;
  /** Default: `ESIM_GO_BASE_PATH` in the environment, or https://api.esim-go.com/v2.4. */
  readonly basePath?: string | undefined;
  /** How long an answer may take, in milliseconds, on each try. Default 30,000. */
  readonly timeout?: number | undefined;
  /** How long a call may wait in all, for its turns and between tries, in milliseconds. Default 60,000. */
  readonly patience?: number | undefined;
  /** How often a call is sent at most, where repeating it is safe. Default 5. */
  readonly attempts?: number | undefined;
  /** Which lane its calls take where they do not say. Default `sale`. */
  readonly lane?: Lane | undefined;
  /** Default: one for all Configurations of this process with the same server, of 10 requests a second. */
  readonly limiter?: RateLimiter | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** What waiting is timed by. Default: the machine's. */
  readonly timing?: Timing | undefined;
}

const production = 'https://api.esim-go.com/v2.4';

/** Where eSIM Go is, and who calls. Holds the key where neither a log nor an inspection shows it. */
export class Configuration {
  readonly basePath: string;
  readonly #caller: Caller;

  /** @throws InvalidInputError for what cannot work: values come from the environment. */
  constructor(parameters: ConfigurationParameters = {}) {
    const { env } = process;
    const { apiKey = env['ESIM_GO_API_KEY'], timeout = 30_000, patience = 60_000, attempts = 5 } = parameters;
    this.basePath = (parameters.basePath ?? env['ESIM_GO_BASE_PATH'] ?? production).replace(/\/+$/, '');
    const faults: Fault[] = [];
    const url = URL.canParse(this.basePath) ? new URL(this.basePath) : null;
    const bare = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
    if (!bare || !/^https?:$/.test(url.protocol)) {
      faults.push({ path: 'basePath', message: 'must be an http or https URL without credentials, query or fragment' });
    }
    if (typeof apiKey !== 'function' && !isKey(apiKey)) faults.push(badKey);
    for (const [path, value] of Object.entries({ timeout, attempts })) {
      if (!Number.isSafeInteger(value) || value < 1) {
        faults.push({ path, message: 'must be a whole number of at least 1' });
      }
    }
    if (!(patience >= 0)) faults.push({ path: 'patience', message: 'must be a number of milliseconds' });
    if (faults.length > 0) throw new InvalidInputError(faults);
    this.#caller = new Caller({
      basePath: this.basePath,
      key: () => keyFrom(apiKey),
      timeout,
      patience,
      attempts,
      lane: parameters.lane ?? 'sale',
      limiter: parameters.limiter ?? sharedLimiter(url!.origin),
      fetch: parameters.fetch ?? ((...request) => globalThis.fetch(...request)),
      timing: parameters.timing ?? systemTiming,
    });
  }

  /** What the APIs call through. */
  get caller(): Caller {
    return this.#caller;
  }
}

const badKey: Fault = {
  path: 'apiKey',
  message: 'must be a text of visible ASCII characters: give it, or set ESIM_GO_API_KEY',
};

/** As a header can carry it: what fetch says of any other quotes it. */
const isKey = (key: unknown): key is string => typeof key === 'string' && /^[\x21-\x7e]+$/.test(key);

const keyFrom = async (source: ConfigurationParameters['apiKey']): Promise<string> => {
  const key = typeof source === 'function' ? await source() : source;
  if (!isKey(key)) throw new InvalidInputError([badKey]);
  return key;
};
