/** Whole numbers from 0 to below `below`, the same for the same seed. */
export type Random = (below: number) => number;

export const randomFrom = (seed: number): Random => {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
