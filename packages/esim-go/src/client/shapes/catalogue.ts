import { decimal, flag, list, record, text, whole, type Reader } from '../wire/readers.js';

/** One page of what can be bought: documented as a bare list, and sent with counts around it. */
export interface CatalogueResponse {
  readonly bundles?: readonly CatalogueBundle[];
  readonly pageCount?: number;
  readonly rows?: number;
  readonly pageSize?: number;
}

export interface CatalogueBundle {
  /** Case-sensitive. */
  readonly name?: string;
  readonly description?: string;
  readonly groups?: readonly string[];
  readonly countries?: readonly Country[];
  /** In MB; 1 GB is 1,000 MB. */
  readonly dataAmount?: number;
  /** In days. */
  readonly duration?: number;
  readonly speed?: readonly string[];
  readonly autostart?: boolean;
  readonly unlimited?: boolean;
  readonly roamingEnabled?: readonly Country[];
  /** In units of the account's currency, with decimals. */
  readonly price?: number;
  readonly billingType?: string;
}

export interface Country {
  readonly name?: string;
  readonly region?: string;
  /** ISO 3166-1, two letters. */
  readonly iso?: string;
}

const country = record<Country>({ name: text, region: text, iso: text });

export const catalogueBundle = record<CatalogueBundle>({
  name: text,
  description: text,
  groups: list(text),
  countries: list(country),
  dataAmount: whole,
  duration: whole,
  speed: list(text),
  autostart: flag,
  unlimited: flag,
  roamingEnabled: list(country),
  price: decimal,
  billingType: text,
});

const page = record<CatalogueResponse>({
  bundles: list(catalogueBundle),
  pageCount: whole,
  rows: whole,
  pageSize: whole,
});

export const catalogueResponse: Reader<CatalogueResponse> = (value, path) =>
  Array.isArray(value) ? page({ bundles: value }, path) : page(value, path);
