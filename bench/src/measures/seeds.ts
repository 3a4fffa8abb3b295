import { seedEngine } from '../contenders/engine.js';
import { seedNaive } from '../contenders/naive/naive.js';
import type { BenchStore, Place } from '../stores/store.js';

/** Databases that nobody works on: every contender of every measure gets a copy, and starts from the same world. */
export interface Seeds {
  readonly holdall: Place;
  readonly naive: Place;
}

export const makeSeeds = async (store: BenchStore, users: number): Promise<Seeds> => {
  const seeds = { holdall: await store.fresh(), naive: await store.fresh() };
  await seedEngine(seeds.holdall, users);
  await seedNaive(seeds.naive, users);
  return seeds;
};
