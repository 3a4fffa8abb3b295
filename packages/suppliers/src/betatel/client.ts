import { Caller, type CallerOptions, type Parameters } from '../http/caller.js';
import { readAs } from '../http/unreadable.js';
import { betatelCredentials } from './credentials.js';
import { pageShape, type BetatelPage } from './shapes.js';

export interface BetatelOptions extends CallerOptions {
  readonly apiKey: string;
  readonly userId: string;
  /** Default https://esim.betatel.com/api/v1/esim. */
  readonly baseUrl?: string | undefined;
  /** What records and errors call this supplier. Default `betatel`. */
  readonly name?: string | undefined;
}

const production = 'https://esim.betatel.com/api/v1/esim';

/** Betatel's API, as far as inventories go. */
export class BetatelClient {
  readonly name: string;
  readonly #caller: Caller;

  /** @throws InvalidInputError */
  constructor({ apiKey, userId, baseUrl = production, name = 'betatel', ...options }: BetatelOptions) {
    this.name = name;
    this.#caller = new Caller({
      ...options,
      supplier: name,
      baseUrl,
      credentials: betatelCredentials(apiKey, userId),
    });
  }

  /**
   * `GET /inventories`: one page. `offset` and `count` are always to be said: pages differ on what the default is.
   * @throws SupplierError
   */
  inventories(parameters: Parameters, signal?: AbortSignal): Promise<BetatelPage> {
    return this.#caller.get({
      path: '/inventories',
      parameters,
      read: (json) => readAs(pageShape, json),
      signal,
    });
  }
}
