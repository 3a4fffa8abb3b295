/**
 * Prices are decimal numbers on the wire and whole minor units inside. ISO 4217 says how many decimals a currency has
 * (list one, column "minor unit"); not `Intl`, whose digits follow custom, not the standard (0 for HUF and IQD), and change
 * with its data. A currency that the standard does not know, such as a game's own, has two.
 */
const others: Readonly<Record<number, readonly string[]>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND'.split(' '),
  4: 'CLF UYW'.split(' '),
};

const digits: ReadonlyMap<string, number> = new Map(
  Object.entries(others).flatMap(([count, codes]) => codes.map((code) => [code, Number(count)] as const)),
);

const minorUnitsIn = (currency: string): number => 10 ** (digits.get(currency.toUpperCase()) ?? 2);

/** A price with more decimals than its currency has stays no whole number, which the engine refuses by its field. */
export const minorFromWire = (price: number, currency: string): number => minor(price, minorUnitsIn(currency));
export const minorToWire = (price: number, currency: string): number => price / minorUnitsIn(currency);

/** For prices that name no currency, such as the bounds of `price_overridable`: they have two decimals. */
export const hundredthsFromWire = (price: number): number => minor(price, 100);
export const hundredthsToWire = (hundredths: number): number => hundredths / 100;

const minor = (price: number, units: number): number => {
  const whole = Math.round(price * units);
  return whole / units === price ? whole : price * units;
};
