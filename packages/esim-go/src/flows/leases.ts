import { randomUUID } from 'node:crypto';
import type { Clock, Timers } from '@holdall/core';
import { BusyError } from '../errors/busy.js';
import type { BridgeStore } from '../ports/store.js';
import type { BridgeSettings } from '../settings.js';

/** How often it is asked whether another bridge has finished, in milliseconds. */
const rest = 200;

/** One at a time by name: within this bridge by waiting in line, among bridges by a lease in their store. */
export class Leases {
  readonly #lines = new Map<string, Promise<unknown>>();
  readonly #kept = new Map<string, { readonly mine: Promise<boolean>; readonly until: number }>();

  constructor(
    private readonly parts: {
      readonly store: BridgeStore;
      readonly clock: Clock;
      readonly timers: Timers;
      readonly settings: BridgeSettings;
      readonly holder: string;
    },
  ) {}

  /**
   * Does the work while nobody else does any under that name. `turn` rises with each time.
   * @throws BusyError where another bridge has not finished within the patience: nothing was done.
   */
  during<T>(name: string, work: (turn: number) => Promise<T>): Promise<T> {
    const before = this.#lines.get(name) ?? Promise.resolve();
    const mine = before.then(
      () => this.#leased(name, work),
      () => this.#leased(name, work),
    );
    this.#lines.set(name, mine);
    const leave = (): void => void (this.#lines.get(name) === mine && this.#lines.delete(name));
    mine.then(leave, leave);
    return mine;
  }

  /**
   * Whether this bridge is the one of all that does what one is enough for. It stays so while it goes on asking; a third
   * of the lease time is how often the store is asked.
   */
  async keep(name: string): Promise<boolean> {
    const { store, clock, settings, holder } = this.parts;
    const now = clock.now();
    const known = this.#kept.get(name);
    if (known !== undefined && now < known.until) return known.mine;
    const asked = store.lease({ name, holder, now, until: now + settings.leaseTime });
    const mine = asked.then((turn) => turn !== null);
    this.#kept.set(name, { mine, until: now + Math.ceil(settings.leaseTime / 3) });
    // Where it could not be asked it is asked again, and not in a third of the lease time.
    mine.catch(() => this.#kept.delete(name));
    return mine;
  }

  /** Another bridge may be it. */
  async leave(name: string): Promise<void> {
    if (this.#kept.delete(name)) await this.parts.store.release(name, this.parts.holder);
  }

  async #leased<T>(name: string, work: (turn: number) => Promise<T>): Promise<T> {
    const { holder, settings } = this.parts;
    const turn = await this.#taken(name, { holder, time: settings.leaseTime });
    try {
      return await work(turn);
    } finally {
      // A lease that cannot be given back is over by itself.
      await this.parts.store.release(name, this.parts.holder).catch(() => undefined);
    }
  }

  /**
   * Waits until so much time has passed since anybody last did, under that name: a lease that nobody gives back.
   * @throws BusyError where too many wait.
   */
  async apart(name: string, time: number): Promise<void> {
    if (time > 0) await this.#taken(name, { holder: randomUUID(), time });
  }

  async #taken(name: string, { holder, time }: { readonly holder: string; readonly time: number }): Promise<number> {
    const { store, clock, timers, settings } = this.parts;
    const patient = clock.now() + settings.leasePatience;
    // Core's timers let a process end, and who waits here has work to finish.
    const awake = setInterval(() => undefined, 60_000);
    try {
      for (;;) {
        const now = clock.now();
        const turn = await store.lease({ name, holder, now, until: now + time });
        if (turn !== null) return turn;
        if (now >= patient) throw new BusyError(name);
        await new Promise<void>((resolve) => void timers.after(rest, resolve));
      }
    } finally {
      clearInterval(awake);
    }
  }
}
