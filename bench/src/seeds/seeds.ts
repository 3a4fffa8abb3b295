import { seedNaive } from '../contenders/naive/seed.js';
import type { Settings } from '../settings.js';
import type { BenchStore, Place } from '../stores/store.js';
import { expiredLife, grownLife, longLife, plainLife, type Life } from './life.js';
import { seedHoldall } from './holdall.js';

export const holdallSeeds = ['plain', 'grown', 'shortHistories', 'longHistories', 'expired'] as const;
export type HoldallSeed = (typeof holdallSeeds)[number];

/** Databases that nobody works on, each made when it is first asked for: whoever works gets a copy. */
export interface Seeds extends Readonly<Record<HoldallSeed, () => Promise<Place>>> {
  readonly naive: () => Promise<Place>;
  usersIn(seed: HoldallSeed): number;
}

export const seedsOn = (store: BenchStore, settings: Settings): Seeds => {
  const { users, historyUsers, entriesPerUser, shortHistory, longHistory } = settings;
  const worlds: Readonly<Record<HoldallSeed, { readonly users: number; readonly life: Life }>> = {
    plain: { users, life: plainLife },
    grown: { users, life: grownLife(entriesPerUser) },
    shortHistories: { users: historyUsers, life: longLife(shortHistory) },
    longHistories: { users: historyUsers, life: longLife(longHistory) },
    expired: { users, life: expiredLife(entriesPerUser) },
  };
  const holdall = (seed: HoldallSeed) =>
    once(store, (place) => seedHoldall(place, worlds[seed].users, worlds[seed].life));
  return {
    plain: holdall('plain'),
    grown: holdall('grown'),
    shortHistories: holdall('shortHistories'),
    longHistories: holdall('longHistories'),
    expired: holdall('expired'),
    naive: once(store, (place) => seedNaive(place, users)),
    usersIn: (seed) => worlds[seed].users,
  };
};

const once = (store: BenchStore, make: (place: Place) => Promise<void>): (() => Promise<Place>) => {
  let made: Promise<Place> | null = null;
  const makeIt = async () => {
    const place = await store.fresh();
    await make(place);
    return place;
  };
  return () => (made ??= makeIt());
};
