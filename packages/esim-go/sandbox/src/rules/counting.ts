import type { Counter, WorldDraft } from '../world/world.js';

export const nextOf = (world: WorldDraft, counter: Counter): number => {
  world.counters[counter] += 1;
  return world.counters[counter];
};
