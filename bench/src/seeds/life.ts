import type { Clock, Engine } from '@holdall/core';
import { potion, trinkets } from '../world.js';

const minute = 60_000;

/** A clock that stands until it is moved on: lives lie in the past, where their entries can expire. */
export class PastClock implements Clock {
  #now: number;

  constructor(daysAgo: number) {
    this.#now = Date.now() - daysAgo * 24 * 60 * minute;
  }

  now(): number {
    return this.#now;
  }

  pass(minutes: number): void {
    this.#now += minutes * minute;
  }

  in(minutes: number): Date {
    return new Date(this.#now + minutes * minute);
  }
}

/** What one user has lived through, done by the engine itself. */
export type Life = (engine: Engine, user: string, clock: PastClock) => Promise<void>;

/** Holds a potion. */
export const plainLife: Life = async (engine, user) => {
  await engine.grant({ user, item: potion });
};

/** So many entries with five records each: half of them potions that are over, the others trinkets; one potion is left. */
export const grownLife =
  (entries: number): Life =>
  async (engine, user, clock) => {
    await plainLife(engine, user, clock);
    await using(engine, user, potion, 4, clock);
    for (let made = 1; made < entries; made += 1) {
      const passing = made % 2 === 0;
      const item = passing ? potion : trinkets[made % trinkets.length]!;
      await engine.grant({ user, item, ...(passing && { expires: clock.in(60) }) });
      await using(engine, user, item, passing ? 3 : 4, clock);
      clock.pass(60);
      if (passing) await engine.sweepExpired();
    }
  };

/** So many potions that are over, and one that is left. */
export const longLife =
  (inactive: number): Life =>
  async (engine, user, clock) => {
    for (let left = inactive; left > 0; left -= most) {
      await engine.grant({ user, item: potion, quantity: Math.min(left, most), expires: clock.in(60) });
      clock.pass(60);
      await engine.sweepExpired({ most });
    }
    await plainLife(engine, user, clock);
  };

/** So many trinkets whose time is over, which nobody has marked; and a potion. */
export const expiredLife =
  (entries: number): Life =>
  async (engine, user, clock) => {
    await plainLife(engine, user, clock);
    for (let made = 0; made < entries; made += 1) {
      await engine.grant({ user, item: trinkets[made % trinkets.length]!, expires: clock.in(60 + made) });
    }
  };

/** Entries in one command. */
const most = 1_000;

const using = async (engine: Engine, user: string, item: string, times: number, clock: PastClock): Promise<void> => {
  for (let used = 0; used < times; used += 1) {
    clock.pass(1);
    await engine.use({ user, item });
  }
};
