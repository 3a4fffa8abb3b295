import { list, record, text } from '../wire/readers.js';

export interface NetworksResponse {
  readonly countryNetworks?: readonly CountryNetworks[];
}

export interface CountryNetworks {
  readonly name?: string;
  readonly networks?: readonly Network[];
}

export interface Network {
  readonly name?: string;
  readonly brandName?: string;
  /** Digits, also where the first is 0. */
  readonly mcc?: string;
  readonly mnc?: string;
  readonly tagid?: string;
  readonly speed?: readonly string[];
}

const network = record<Network>({
  name: text,
  brandName: text,
  mcc: text,
  mnc: text,
  tagid: text,
  speed: list(text),
});

export const networksResponse = record<NetworksResponse>({
  countryNetworks: list(record<CountryNetworks>({ name: text, networks: list(network) })),
});
