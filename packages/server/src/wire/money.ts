/**
 * Prices are decimal numbers on the wire and whole hundredths inside, whatever the currency. A number with more than two
 * decimals stays no whole number, which the engine then refuses by the name of its field.
 */
export const hundredthsFromWire = (price: number): number => {
  const hundredths = Math.round(price * 100);
  return hundredths / 100 === price ? hundredths : price * 100;
};

export const hundredthsToWire = (hundredths: number): number => hundredths / 100;
