import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sale } from '@holdall/esim-go';
import type { Verdict } from '../scenarios/round.js';
import { randomFrom, type Random } from '../load/random.js';
import { BridgeProcess, type Heard } from './bridge-process.js';
import { judge } from './judge.js';
import type { Books, Task } from './messages.js';
import { Vendor } from './vendor.js';

export interface FaultRun {
  /** The program of a bridge's process. */
  readonly program: string;
  readonly seed: number;
  /** Sales, uses and refunds in all. */
  readonly operations: number;
  /** How often the bridge's process is killed. */
  readonly kills: number;
  /** Of a hundred calls of the vendor's, how many go wrong. */
  readonly faults: number;
}

const start = new Date('2026-06-01T08:00:00Z');
const minute = 60_000;
const lanes = 4;
const customersPerLane = 4;
const bundles = ['esim_1GB_7D_FR_V2', 'esim_5GB_30D_EU_V2', 'esim_UL_7D_FR_V2'];

/**
 * Customers buy, use and give back bundles, several at once, while the vendor answers badly and the bridge's process is
 * killed again and again. Then the vendor behaves, all that is open is reconciled, and everybody's books are compared.
 */
export const faultRun = async (run: FaultRun): Promise<Verdict> => {
  const folder = mkdtempSync(join(tmpdir(), 'holdall-esim-faults-'));
  const vendor = await Vendor.start(run.seed, start);
  const shift = new Shift(run, vendor, folder);
  try {
    await shift.open();
    const synced = await shift.ask({ do: 'syncCatalogue' });
    if (!('value' in synced)) throw new Error(`There is nothing to sell: ${JSON.stringify(synced)}`);
    // Some bundles lie in the inventory, the rest is ordered.
    for (const bundle of bundles)
      await vendor.control('POST', '/lots', { bundle, quantity: Math.ceil(run.operations / 10) });
    await vendor.goWrong(run.faults);
    await Promise.all(Array.from({ length: lanes }, (_, lane) => shift.lane(lane)));
    await vendor.behave();
    const rounds = await shift.settle();
    const books = await shift.books();
    const { calls, ways } = await vendor.struck();
    const unmet = [...ways].filter(([, times]) => times === 0).map(([name]) => name);
    const struck = [...ways.values()].reduce((one, other) => one + other, 0);
    const verdict = judge(books, await vendor.truth());
    const killed = shift.killed === run.kills ? [] : [`killed ${shift.killed} times instead of ${run.kills}`];
    return {
      violations: [...killed, ...verdict.violations],
      facts: [
        `${run.operations} operations (${shift.tally}), killed ${shift.killed} times`,
        `${struck} of ${calls} calls went wrong${unmet.length === 0 ? '' : ` (never: ${unmet.join(', ')})`}`,
        `${rounds} rounds to reconcile`,
        verdict.facts,
      ].join('; '),
    };
  } finally {
    await shift.end();
    await vendor.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

class Shift {
  killed = 0;
  #process!: BridgeProcess;
  #reopening: Promise<void> | null = null;
  #begun = 0;
  #armed = 0;
  readonly #random: Random;
  readonly #counts = new Map<string, number>();

  constructor(
    private readonly run: FaultRun,
    private readonly vendor: Vendor,
    private readonly folder: string,
  ) {
    this.#random = randomFrom(run.seed);
  }

  async open(): Promise<void> {
    const { vendor, folder } = this;
    this.#process = new BridgeProcess(this.run.program);
    const files = { engine: join(folder, 'engine.sqlite'), bridge: join(folder, 'bridge.sqlite') };
    const heard = await this.#process.ask(vendor.now, {
      do: 'open',
      ...files,
      basePath: vendor.url,
      apiKey: vendor.apiKey,
    });
    if (!('value' in heard)) throw new Error(`A bridge could not be opened: ${JSON.stringify(heard)}`);
  }

  /** One caller, who gives an order when the one before is answered. Lanes have customers of their own. */
  async lane(lane: number): Promise<void> {
    const random = randomFrom(this.run.seed * 1_000 + lane);
    const customers = Array.from({ length: customersPerLane }, (_, nth) => `customer-${lane}-${nth}`);
    while (this.#begun < this.run.operations) {
      const nth = (this.#begun += 1);
      await this.#arm();
      const user = customers[random(customers.length)]!;
      const dice = random(100);
      if (dice < 50) await this.#sell(user, random, nth);
      else if (dice < 80) await this.#use(user, random);
      else await this.#refund(user, random);
      if (nth % 10 === 0) await this.#pass(random);
    }
  }

  get tally(): string {
    return [...this.#counts].map(([what, times]) => `${times} ${what}`).join(', ');
  }

  /** Until nothing changes any more: what is open then stays open. Answers how many rounds it took. */
  async settle(): Promise<number> {
    let before = '';
    for (let round = 1; ; round += 1) {
      // The longest that a call may take; then also the longest that a meter goes unread.
      await this.vendor.advance(round === 1 ? 15 * minute : 24 * 60 * minute);
      await this.ask({ do: 'reconcile' });
      await this.ask({ do: 'poll' });
      const { sales, operations } = await this.books();
      const now = JSON.stringify([
        sales.map(({ id, revision }) => [id, revision]),
        operations.map(({ id, revision }) => [id, revision]),
      ]);
      if (now === before || round === 20) return round;
      before = now;
    }
  }

  async books(): Promise<Books> {
    return valueOf<Books>(await this.ask({ do: 'books' }))!;
  }

  end(): Promise<void> {
    return this.#process.end();
  }

  async #sell(user: string, random: Random, nth: number): Promise<void> {
    const item = bundles[random(bundles.length)]!;
    const key = `order ${nth}`;
    // On an eSIM that the customer has, or on a new one.
    const own = random(3) === 0 ? (await this.#held(user))[0]?.iccid : undefined;
    const task = { do: 'sell', user, item, iccid: own ?? null, key } as const;
    const heard = await this.ask(task);
    // Some customers ask again when nobody answers them, and some never do.
    if ('lost' in heard && random(2) === 0) await this.ask(task);
    this.#count('refused' in heard ? `sales refused (${heard.refused})` : 'sales');
  }

  async #use(user: string, random: Random): Promise<void> {
    const held = await this.#held(user);
    const sale = held[random(Math.max(1, held.length))];
    if (sale === undefined) return this.#count('uses of nothing');
    const iccid = sale.iccid!;
    await this.vendor.control('PATCH', `/esims/${iccid}`, { profileStatus: 'Installed' });
    // All of it, half of it, a little, or more than there is.
    const bytes = [1_000_000_000, 500_000_000, 1_234_567, 6_000_000_000][random(4)]!;
    await this.vendor.control('POST', `/esims/${iccid}/traffic`, { bytes, country: 'FR' });
    this.#count('uses');
  }

  async #refund(user: string, random: Random): Promise<void> {
    const held = await this.#held(user);
    const sale = held[random(Math.max(1, held.length))];
    if (sale === undefined) return this.#count('refunds of nothing');
    const task = { do: 'refund', user, entry: sale.entry! } as const;
    const heard = await this.ask(task);
    if ('lost' in heard && random(2) === 0) await this.ask(task);
    this.#count('refused' in heard ? `refunds refused (${heard.refused})` : 'refunds');
  }

  /** Time passes; what was left open is carried on, and meters are read. */
  async #pass(random: Random): Promise<void> {
    await this.vendor.advance((1 + random(180)) * minute);
    await this.ask({ do: 'reconcile' });
    await this.ask({ do: 'poll' });
  }

  async #held(user: string): Promise<readonly Sale[]> {
    const sales = valueOf<readonly Sale[]>(await this.ask({ do: 'sales', user })) ?? [];
    return sales.filter(({ stage }) => stage === 'held');
  }

  /** Spread over the whole run; where exactly it dies is the seed's choice. */
  async #arm(): Promise<void> {
    const { operations, kills } = this.run;
    if (this.#armed >= kills || this.#begun < ((this.#armed + 0.5) * operations) / kills) return;
    // One that was armed and has not died yet does so first.
    if (this.#armed > this.killed) return;
    this.#armed += 1;
    await this.ask({ do: 'die', calls: 1 + this.#random(120), when: this.#random(2) === 0 ? 'before' : 'after' });
  }

  async ask(task: Task): Promise<Heard> {
    await this.#alive();
    const heard = await this.#process.ask(this.vendor.now, task);
    if ('lost' in heard) await this.#alive();
    return heard;
  }

  /** Another process, when the leases of the dead one are over. */
  #alive(): Promise<void> {
    if (!this.#process.isGone && this.#reopening === null) return Promise.resolve();
    this.#reopening ??= (async () => {
      this.killed += 1;
      await this.vendor.advance(6 * minute);
      await this.open();
    })().finally(() => {
      this.#reopening = null;
    });
    return this.#reopening;
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }
}

const valueOf = <T>(heard: Heard): T | null => ('value' in heard ? (heard.value as T) : null);
