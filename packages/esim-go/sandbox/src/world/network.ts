/** Networks by country, for locations and GET /networks. */
export interface CountryNetworks {
  readonly iso: string;
  readonly name: string;
  readonly networks: readonly {
    readonly name: string;
    readonly brandName: string;
    readonly mcc: string;
    readonly mnc: string;
    /** A TADIG code, which is what the API calls a mobile network code. */
    readonly tagid: string;
    readonly speed: readonly string[];
  }[];
}

const country = (
  iso: string,
  name: string,
  [brandName, mcc, mnc, tagid]: readonly [string, string, string, string],
) => ({
  iso,
  name,
  networks: [{ name: `${brandName} ${name}`, brandName, mcc, mnc, tagid, speed: ['3G', '4G'] }],
});

export const startingNetworks: readonly CountryNetworks[] = [
  country('FR', 'France', ['Orange', '208', '01', 'FRAF1']),
  country('GB', 'United Kingdom', ['EE', '234', '30', 'GBRME']),
  country('DE', 'Germany', ['Telekom', '262', '01', 'DEUD1']),
  country('ES', 'Spain', ['Movistar', '214', '07', 'ESPTE']),
  country('US', 'United States', ['T-Mobile', '310', '260', 'USAW6']),
];

/** A country that the world has no network of still has a name and a network of its own. */
export const networksIn = (all: readonly CountryNetworks[], iso: string): CountryNetworks =>
  all.find((it) => it.iso === iso) ?? country(iso, iso, ['Roaming', '901', '01', `${iso}X01`]);
