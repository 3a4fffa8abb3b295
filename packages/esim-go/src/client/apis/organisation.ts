import { count } from '../call/arguments.js';
import type { CallOptions } from '../call/call-options.js';
import type { Caller, Result } from '../call/caller.js';
import { keyQuestion } from '../call/forbidden.js';
import { readJson } from '../call/operation.js';
import { Configuration } from '../configuration.js';
import {
  balanceResponse,
  organisationGroups,
  organisationResponse,
  type OrganisationBalanceResponse,
  type OrganisationGroups,
  type OrganisationResponse,
} from '../shapes/organisation.js';

/** The account and its balance. */
export class OrganisationApi {
  readonly #caller: Caller;

  constructor(configuration = new Configuration()) {
    this.#caller = configuration.caller;
  }

  /** `GET /organisation`. The API key, which the vendor sends along, is left out. */
  organisationGet(options?: CallOptions): Promise<Result<OrganisationResponse>> {
    return this.#caller.call(
      {
        name: 'organisationGet',
        method: 'GET',
        path: '/organisation',
        effect: 'none',
        read: readJson(organisationResponse),
      },
      options,
    );
  }

  /**
   * `POST /organisation/balance`: charges the saved card with so many units of the currency (at least 1,000 US dollars).
   * Never repeated by itself.
   */
  async organisationBalancePost(amount: number, options?: CallOptions): Promise<Result<OrganisationBalanceResponse>> {
    return this.#caller.call(
      {
        name: 'organisationBalancePost',
        method: 'POST',
        path: '/organisation/balance',
        query: { amount: count('amount', amount) },
        effect: 'more',
        read: readJson(balanceResponse),
      },
      options,
    );
  }

  /** `GET /organisation/groups`: refused for no other reason than a bad key. */
  organisationGroupsGet(options?: CallOptions): Promise<Result<OrganisationGroups>> {
    return this.#caller.call({ ...keyQuestion, read: readJson(organisationGroups) }, options);
  }
}
