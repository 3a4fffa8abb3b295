import type { CallOptions } from '../call/call-options.js';
import type { Caller, Result } from '../call/caller.js';
import { readJson } from '../call/operation.js';
import { Configuration } from '../configuration.js';
import { networksResponse, type NetworksResponse } from '../shapes/networks.js';

/** Which networks eSIMs use, by country. */
export class NetworksApi {
  readonly #caller: Caller;

  constructor(configuration = new Configuration()) {
    this.#caller = configuration.caller;
  }

  /** `GET /networks`: of countries by name or by ISO code, joined by commas, or all with `returnAll`. */
  networksGet(
    countries?: string | null,
    isos?: string | null,
    returnAll?: boolean | string | null,
    options?: CallOptions,
  ): Promise<Result<NetworksResponse>> {
    return this.#caller.call(
      {
        name: 'networksGet',
        method: 'GET',
        path: '/networks',
        query: { countries, isos, returnAll },
        effect: 'none',
        read: readJson(networksResponse),
      },
      options,
    );
  }
}
