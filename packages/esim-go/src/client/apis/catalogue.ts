import { segment } from '../call/arguments.js';
import type { CallOptions } from '../call/call-options.js';
import type { Caller, Result } from '../call/caller.js';
import { readJson } from '../call/operation.js';
import { Configuration } from '../configuration.js';
import {
  catalogueBundle,
  catalogueResponse,
  type CatalogueBundle,
  type CatalogueResponse,
} from '../shapes/catalogue.js';

/** What can be bought. The vendor wants it kept, and not asked for often. */
export class CatalogueApi {
  readonly #caller: Caller;

  constructor(configuration = new Configuration()) {
    this.#caller = configuration.caller;
  }

  /** `GET /catalogue`: one page. `description` may hold wildcards; `countries` are ISO codes, a list or joined by commas. */
  catalogueGet(
    page?: string | number | null,
    perPage?: string | number | null,
    direction?: 'asc' | 'desc' | null,
    orderBy?: string | null,
    description?: string | null,
    group?: string | null,
    countries?: string | readonly string[] | null,
    region?: string | null,
    options?: CallOptions,
  ): Promise<Result<CatalogueResponse>> {
    const isos = countries === null || countries === undefined ? countries : [countries].flat().join(',');
    return this.#caller.call(
      {
        name: 'catalogueGet',
        method: 'GET',
        path: '/catalogue',
        query: { page, perPage, direction, orderBy, description, group, countries: isos, region },
        effect: 'none',
        read: readJson(catalogueResponse),
      },
      options,
    );
  }

  /** `GET /catalogue/bundle/{name}`. */
  async catalogueBundleNameGet(name: string, options?: CallOptions): Promise<Result<CatalogueBundle>> {
    return this.#caller.call(
      {
        name: 'catalogueBundleNameGet',
        method: 'GET',
        path: `/catalogue/bundle/${segment('name', name)}`,
        effect: 'none',
        read: readJson(catalogueBundle),
      },
      options,
    );
  }
}
