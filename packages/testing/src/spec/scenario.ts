import type { ConflictReason, EntryDetails, Findable, InventoryEvent } from '@holdall/core';
import {
  expectAllowed,
  expectConflict,
  expectDenied,
  expectHolds,
  expectInvalid,
  expectLeft,
  expectLists,
  expectNotFound,
  expectNothing,
  expectRecords,
  expectReplayed,
  type DeniedToo,
  type LeftOf,
} from './expectations.js';
import type { ExpectedRecord } from './record.js';
import type { Step } from './step.js';
import { World } from './world.js';

/** What the last step of a `when` came to. */
export type Outcome = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: unknown };

/** What a `when` left behind. */
export interface Seen {
  readonly world: World;
  readonly outcome: Outcome;
  /** What all of its steps wrote into the log. */
  readonly records: readonly InventoryEvent[];
  /** What its last step wrote: nothing, if it was refused. */
  readonly lastRecords: readonly InventoryEvent[];
  /** Whether the spec has said what came of the last step. Until then a refusal fails it. */
  readonly settled: boolean;
}

export interface Given {
  /** What the spec is about. Only the last step may be refused. */
  when(...steps: readonly [Step, ...Step[]]): Acted;
}

/** Ways to say what is expected. */
export interface Expectations {
  /** Neither refused nor anything written into the log. */
  thenNothing(): Checked;
  /**
   * Refused by the rules, and nothing was written. `facts` are those of the first rule that failed, all of them; entries
   * stand in them by label and items by key. `also`: the reasons of the other rules that failed, in order.
   */
  thenDenied(reason: string, facts?: object, too?: DeniedToo): Checked;
  /** `check` says yes. */
  thenAllowed(): Checked;
  /** Refused as invalid, naming exactly these fields. */
  thenInvalid(...paths: readonly [string, ...string[]]): Checked;
  /** Refused as contradicting what is stored; `facts` are compared where they are named. */
  thenConflict(reason: ConflictReason, facts?: object): Checked;
  thenNotFound(what: Findable): Checked;
  /** The remembered answer to an idempotency key, and nothing was written. */
  thenReplayed(): Checked;
  /** The entry as its holder sees it; facts are compared where they are named. */
  thenHolds(label: string, facts: Partial<EntryDetails>): Checked;
  /** What somebody has left of the item; null: without limit. */
  thenLeft(left: number | null, of?: LeftOf): Checked;
  /** The entries that are listed, by label: those that are pending or active and not expired. */
  thenLists(...labels: readonly string[]): Checked;
  /** For what has no word of its own. */
  thenAlso(look: (world: World, outcome: Outcome) => unknown): Checked;
}

export interface Acted extends Expectations {
  /** Exactly these records were written into the log, in this order, by all steps together. */
  then(...records: readonly [ExpectedRecord, ...ExpectedRecord[]]): Checked;
}

/** A spec that can be awaited, or said more about. */
export interface Checked extends Promise<void>, Expectations, Given {}

/**
 * `await given(...).when(...).then(...)`: runs the real engine in memory. After every `when` the ledger must balance.
 * A spec that ends with `when` expects nothing, so awaiting it fails.
 */
export const given = (...steps: readonly Step[]): Given => ({
  when: (...whens) => acted(once(async () => act(await prepared(steps), whens))),
});

type Look = () => Promise<Seen>;

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | null = null;
  return () => (result ??= work());
};

const prepared = async (steps: readonly Step[]): Promise<World> => {
  const start = steps.find((step) => step.start !== undefined)?.start;
  const behaviors = steps.flatMap((step) => step.behaviors ?? []);
  const world = await World.create({ behaviors, ...(start !== undefined && { start }) });
  for (const step of steps) await step.run(world);
  return world;
};

const act = async (world: World, steps: readonly Step[]): Promise<Seen> => {
  const before = (await world.records()).length;
  for (const step of steps.slice(0, -1)) await step.run(world);
  const last = (await world.records()).length;
  const outcome = await tried(steps.at(-1)!, world);
  const records = await world.records();
  const { unbalanced } = await world.engine.audit();
  if (unbalanced.length > 0) throw new Error(`The ledger does not balance: ${JSON.stringify(unbalanced)}`);
  return { world, outcome, records: records.slice(before), lastRecords: records.slice(last), settled: false };
};

/** Only what the engine refused is an outcome: a mistake in the spec itself is thrown on. */
const tried = async (step: Step, world: World): Promise<Outcome> => {
  try {
    return { ok: true, result: await step.run(world) };
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'string') throw error;
    return { ok: false, error };
  }
};

const acted = (look: Look): Acted => ({
  ...expectations(look),
  // A spec reads "then"; that `await` calls the same name is what catches one that expects nothing.
  // oxlint-disable-next-line unicorn/no-thenable
  then: (...expected: readonly unknown[]) => {
    if (typeof expected[0] === 'function') {
      (expected[1] as (error: Error) => void)(new TypeError('This spec expects nothing: end it with then...(...).'));
      return undefined as never;
    }
    return checked(look, (seen) => expectRecords(seen, expected as readonly ExpectedRecord[]));
  },
});

const expectations = (look: Look): Expectations => {
  /** Says what came of the last step. */
  const outcome = (expect: (seen: Seen) => void | Promise<void>) => checked(look, expect);
  /** Says how things are: a refusal that nobody spoke of must not hide behind it. */
  const state = (expect: (seen: Seen) => unknown) =>
    checked(look, async (seen) => {
      refuseHidden(seen);
      await expect(seen);
    });
  return {
    thenNothing: () => outcome(expectNothing),
    thenDenied: (reason, facts, too) => outcome((seen) => expectDenied(seen, reason, facts, too)),
    thenAllowed: () => outcome(expectAllowed),
    thenInvalid: (...paths) => outcome((seen) => expectInvalid(seen, paths)),
    thenConflict: (reason, facts) => outcome((seen) => expectConflict(seen, reason, facts)),
    thenNotFound: (what) => outcome((seen) => expectNotFound(seen, what)),
    thenReplayed: () => outcome(expectReplayed),
    thenHolds: (label, facts) => state((seen) => expectHolds(seen, label, facts)),
    thenLeft: (left, of) => state((seen) => expectLeft(seen, left, of)),
    thenLists: (...labels) => state((seen) => expectLists(seen, labels)),
    thenAlso: (see) => state(async ({ world, outcome: came }) => see(world, came)),
  };
};

const refuseHidden = ({ outcome, settled }: Seen): void => {
  if (!outcome.ok && !settled) throw outcome.error;
};

const checked = (look: Look, expect: (seen: Seen) => unknown): Checked => {
  const next = once(async (): Promise<Seen> => {
    const seen = await look();
    await expect(seen);
    return { ...seen, settled: true };
  });
  const promise = next().then(() => undefined);
  // Whoever goes on with the spec waits for what comes later, which fails with the same error.
  promise.catch(() => undefined);
  return Object.assign(promise, expectations(next), {
    when: (...steps: readonly [Step, ...Step[]]) => acted(once(async () => act((await next()).world, steps))),
  });
};
