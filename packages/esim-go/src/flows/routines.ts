import type { Parts } from '../parts.js';
import { inLanes } from './lanes.js';
import { heldSales, isPassing, pollEsim, together } from './poll.js';
import { handleLeftOver } from './receive.js';
import { reconcile } from './reconcile.js';
import { Routine } from './routine.js';
import { intervalOf, Schedule } from './schedule.js';

/** The name of the lease under which one bridge of all that are started does what one is enough for. */
const lease = 'routines';
/** So many eSIMs are asked for before it is looked again who has waited longest. */
const round = 200;
/** How long the poller rests where nobody is due, in milliseconds. */
const breath = 1_000;

/** What goes on by itself while a bridge is started: asking, and going on with what was left. */
export class Routines {
  readonly #schedule = new Schedule();
  readonly #all: readonly Routine[];
  #lookAgainAt = -Infinity;

  constructor(private readonly parts: Parts) {
    const { reconcileInterval } = parts.settings;
    this.#all = [
      new Routine(parts, breath, (stopped) => this.#poll(stopped)),
      new Routine(parts, reconcileInterval, () => this.#goOn()),
    ];
  }

  start(): void {
    for (const routine of this.#all) routine.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((routine) => routine.stop()));
    await this.parts.leases.leave(lease);
    this.#lookAgainAt = -Infinity;
  }

  async #poll(stopped: () => boolean): Promise<number> {
    const { clock, leases, settings } = this.parts;
    if (!(await leases.keep(lease))) return breath;
    if (clock.now() >= this.#lookAgainAt) {
      await this.#look();
      this.#lookAgainAt = clock.now() + settings.pollActive;
    }
    const due = this.#schedule.due(clock.now(), round);
    await inLanes(due, together, async (iccid) => {
      if (!stopped()) await this.#ask(iccid);
    });
    return due.length < round ? breath : 0;
  }

  /** Sales that others have made or ended. */
  async #look(): Promise<void> {
    const { clock, timers, settings } = this.parts;
    const all = new Map<string, number>();
    for await (const sale of heldSales(this.parts)) {
      const interval = intervalOf([sale], settings)!;
      if (sale.iccid !== null) all.set(sale.iccid, Math.min(interval, all.get(sale.iccid) ?? Infinity));
    }
    this.#schedule.align(all, clock.now(), () => timers.random());
  }

  async #ask(iccid: string): Promise<void> {
    const { clock, settings, failed } = this.parts;
    // Before it is known what comes of it: what fails is not asked for again at once.
    this.#schedule.set(iccid, clock.now() + settings.pollActive);
    try {
      const interval = intervalOf(await pollEsim(this.parts, iccid), settings);
      this.#schedule.set(iccid, interval === null ? null : clock.now() + interval);
    } catch (error) {
      if (!isPassing(error)) failed(error);
    }
  }

  async #goOn(): Promise<number> {
    const { leases, settings } = this.parts;
    if (await leases.keep(lease)) {
      await handleLeftOver(this.parts);
      await reconcile(this.parts);
    }
    return settings.reconcileInterval;
  }
}
