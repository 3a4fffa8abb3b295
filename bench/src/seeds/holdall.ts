import { createEngine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import type { Place } from '../stores/store.js';
import { badge, items, potion } from '../world.js';
import { cloneUser } from './clone.js';
import { PastClock, type Life } from './life.js';

/** Has done everything once, and nothing besides: the floor learns from it what is written. */
export const sample = 'sample';
/** Lives the life that all users then get. */
const pattern = 'pattern';

const daysAgo = 1_000;

/** A world that the engine has made for one user, and the database for the others. */
export const seedHoldall = async (place: Place, users: number, life: Life): Promise<void> => {
  const clock = new PastClock(daysAgo);
  const engine = await createEngine({ store: createStore(place), clock });
  try {
    for (const item of items) await engine.createItem({ item });
    await life(engine, pattern, clock);
    await engine.grant({ user: sample, item: potion });
    await engine.use({ user: sample, item: potion });
    await engine.grant({ user: sample, item: badge });
  } finally {
    await engine.close();
  }
  await cloneUser(place, pattern, users);
};
