/** Of an even number of values, the upper one of the two in the middle. */
export const median = (values: readonly number[]): number => {
  if (values.length === 0) throw new RangeError('there is no median of nothing');
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
};
