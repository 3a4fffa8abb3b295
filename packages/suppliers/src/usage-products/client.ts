import { Caller, type CallerOptions, type Parameters } from '../http/caller.js';
import { readAs } from '../http/unreadable.js';
import { bearerTokens, type BearerTokenOptions } from './bearer-tokens.js';
import { pageShape, type UsageProduct } from './shapes.js';

export interface UsageProductsClientOptions extends CallerOptions {
  /** Where tokens come from, and how early they are replaced. */
  readonly tokens: Omit<BearerTokenOptions, 'timing'>;
  /** Default https://rest.elevatebilling.com/v2. */
  readonly baseUrl?: string | undefined;
  /** What records and errors call this supplier. Default `usage-products`. */
  readonly name?: string | undefined;
}

const production = 'https://rest.elevatebilling.com/v2';

/** The product inventory API, as far as usage products go. */
export class UsageProductsClient {
  readonly name: string;
  readonly #caller: Caller;

  /** @throws InvalidInputError */
  constructor({ tokens, baseUrl = production, name = 'usage-products', ...options }: UsageProductsClientOptions) {
    this.name = name;
    const credentials = bearerTokens({ ...tokens, timing: options.timing });
    this.#caller = new Caller({ ...options, supplier: name, baseUrl, credentials });
  }

  /**
   * `GET /usage-product-inventories`: one page. `page` and `pageSize` are required.
   * @throws SupplierError, NoTokenError
   */
  usageProductInventories(parameters: Parameters, signal?: AbortSignal): Promise<readonly UsageProduct[]> {
    return this.#caller.get({
      path: '/usage-product-inventories',
      parameters,
      read: (json) => readAs(pageShape, json),
      signal,
    });
  }
}
