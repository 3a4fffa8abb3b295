import { createEngine, type Clock, type Engine, type Store } from '@holdall/core';
import { createStore } from '@holdall/persistence';

/** Longer than the season: then it can be played again, and every key is still remembered on its last day. */
const rememberFor = 10 * 366 * 24 * 60 * 60 * 1000;

export const openEngine = (store: Store, clock: Clock): Promise<Engine> => createEngine({ store, clock, rememberFor });

export const storeIn = (database: string): Store => createStore({ type: 'sqlite', database });
