import { current } from 'immer';
import { nextRandom } from '../rules/random.js';
import type { Callback } from '../world/callback.js';
import type { WorldDraft } from '../world/world.js';

export type SendingOrder = 'sent' | 'reversed' | 'shuffled';

/** Takes what is to be sent now out of the world's hands, one element per copy. */
export const takeDue = (world: WorldDraft): readonly Callback[] =>
  take(world, ({ state, dueAt }) => state === 'waiting' && dueAt <= world.now);

/** All that is held or delayed, whenever it is due. */
export const takeAll = (world: WorldDraft, order: SendingOrder): readonly Callback[] => {
  const all = take(world, ({ state }) => state === 'held' || state === 'waiting');
  if (order === 'sent') return all;
  return order === 'reversed' ? all.toReversed() : shuffled(world, all);
};

const take = (world: WorldDraft, which: (callback: Callback) => boolean): readonly Callback[] => {
  const taken = world.callbacks.filter(which);
  for (const callback of taken) callback.state = 'sent';
  return taken.flatMap((callback) => Array.from({ length: callback.copies }, () => current(callback)));
};

const shuffled = (world: WorldDraft, all: readonly Callback[]): readonly Callback[] =>
  all
    .map((callback) => ({ callback, rank: nextRandom(world) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ callback }) => callback);
