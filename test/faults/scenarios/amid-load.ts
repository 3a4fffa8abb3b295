import { setTimeout as sleep } from 'node:timers/promises';
import { modelOf } from '../judge/model.js';
import { mixedLoad } from '../load/mixed-load.js';
import { randomFrom } from '../load/random.js';
import { furnish, type Place } from '../places/place.js';
import type { Round, Stage } from './round.js';

/** A worker at a random moment of its load, within the first `share` of it. */
export const amidLoad = async ({ seed, size }: Round, { place, worker: start }: Stage<Place>, share: number) => {
  const lanes = mixedLoad(seed, size);
  const model = await modelOf(lanes);
  const random = randomFrom(seed);
  await furnish(place);
  const worker = await start(lanes);
  worker.go();
  // After an answer, and a little: answers come right after a commit, and it is to be hit anywhere.
  await worker.acknowledged(random(Math.floor(worker.book.orders * share)));
  await sleep(random(15));
  return { lanes, model, worker };
};
