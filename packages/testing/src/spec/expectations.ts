import { AssertionError, deepStrictEqual } from 'node:assert/strict';
import {
  ConflictError,
  DeniedError,
  InvalidInputError,
  NotFoundError,
  type ConflictReason,
  type Decision,
  type EntryDetails,
  type Findable,
  type InventoryEvent,
} from '@holdall/core';
import { moment, type Moment } from '../clock.js';
import { lineOfActual, lineOfExpected, type ExpectedRecord } from './record.js';
import type { Seen } from './scenario.js';
import { somebody, type World } from './world.js';

export interface DeniedToo {
  /** The reasons of the other rules that failed, in order. Left out: there are none. */
  readonly also?: readonly string[];
  /** When time alone would change the answer; null: it would not. */
  readonly retryAt?: Moment | null;
}

export interface LeftOf {
  readonly item?: string;
  readonly user?: string;
  readonly sku?: string;
}

export const expectRecords = (seen: Seen, expected: readonly ExpectedRecord[]): void => {
  if (!seen.outcome.ok) throw seen.outcome.error;
  compare(
    'Other things happened than expected.',
    linesOf(seen.records, seen.world, expected),
    expected.map(lineOfExpected),
  );
};

export const expectNothing = (seen: Seen): void => {
  if (!seen.outcome.ok) throw seen.outcome.error;
  compare('Something happened, but nothing should have.', linesOf(seen.records, seen.world), []);
};

export const expectDenied = async (
  seen: Seen,
  reason: string,
  facts?: object,
  { also = [], retryAt }: DeniedToo = {},
): Promise<void> => {
  const denial = denialIn(seen);
  if (denial === null) throw unexpected(seen, `denied as ${reason}`);
  compare(
    'It was denied for other reasons than expected.',
    denial.denials.map((one) => one.reason),
    [reason, ...also],
  );
  if (facts !== undefined)
    compare(`${reason} has other facts than expected.`, await named(denial.denials[0]!.facts, seen.world), facts);
  if (retryAt !== undefined) {
    const expected = retryAt === null ? null : moment(retryAt);
    compare('The answer changes at another moment than expected (retryAt).', denial.retryAt, expected);
  }
  expectUnchanged(seen);
};

export const expectAllowed = (seen: Seen): void => {
  if (!seen.outcome.ok) throw seen.outcome.error;
  compare('check said something else than expected.', seen.outcome.result, { allowed: true });
};

export const expectInvalid = (seen: Seen, paths: readonly string[]): void => {
  const error = refusal(seen, InvalidInputError, `invalid in ${paths.join(', ')}`);
  compare(
    `Other fields are invalid than expected: ${error.message}`,
    error.details.faults.map(({ path }) => path),
    paths,
  );
  expectUnchanged(seen);
};

export const expectConflict = (seen: Seen, reason: ConflictReason, facts: object = {}): void => {
  const { details } = refusal(seen, ConflictError, `a conflict: ${reason}`);
  const wanted = { ...facts, reason };
  compare('The conflict is another one than expected.', pick(details, wanted), wanted);
  expectUnchanged(seen);
};

export const expectNotFound = (seen: Seen, what: Findable): void => {
  const { details } = refusal(seen, NotFoundError, `${what} not found`);
  compare('Something else was not found.', details.what, what);
  expectUnchanged(seen);
};

export const expectReplayed = (seen: Seen): void => {
  const { outcome } = seen;
  const answer = (outcome.ok ? outcome.result : outcome.error) as { readonly replayed?: boolean };
  if (answer.replayed !== true) throw unexpected(seen, 'a replayed answer');
  expectUnchanged(seen);
};

export const expectHolds = async ({ world }: Seen, label: string, facts: Partial<EntryDetails>): Promise<void> => {
  const entry = await world.engine.entry(world.entry(label));
  compare(`"${label}" is not as expected.`, pick(entry, facts), facts);
};

export const expectLeft = async ({ world }: Seen, left: number | null, { item, ...of }: LeftOf = {}): Promise<void> => {
  const balance = await world.engine.balance({ user: somebody, ...of, item: await world.item(item) });
  compare('What is left is not as expected.', balance.remaining, left);
};

export const expectLists = async ({ world }: Seen, labels: readonly string[]): Promise<void> => {
  const { content } = await world.engine.entries({ size: 1000 });
  compare(
    'The list is not as expected.',
    content.map(({ id }) => world.labelOf(id)),
    labels,
  );
};

interface DenialSeen {
  readonly denials: readonly { readonly reason: string; readonly facts: object }[];
  readonly retryAt: Date | null;
}

/** An order that was refused, or a `check` that said no. */
const denialIn = ({ outcome }: Seen): DenialSeen | null => {
  if (!outcome.ok) return outcome.error instanceof DeniedError ? outcome.error : null;
  const decision = outcome.result as Decision | undefined;
  return decision?.allowed === false ? decision : null;
};

const refusal = <E extends Error>(seen: Seen, kind: abstract new (...args: never[]) => E, expected: string): E => {
  const { outcome } = seen;
  if (!outcome.ok && outcome.error instanceof kind) return outcome.error;
  throw unexpected(seen, expected);
};

const unexpected = ({ outcome, lastRecords, world }: Seen, expected: string): Error => {
  if (!outcome.ok) return differ(`Expected: ${expected}.`, String(outcome.error), expected);
  const happened = linesOf(lastRecords, world);
  return differ(`Expected: ${expected}. It was done.`, happened.length > 0 ? happened : outcome.result, expected);
};

/** What is refused changes nothing. */
const expectUnchanged = ({ lastRecords, world }: Seen): void =>
  compare('It was refused, but something was written.', linesOf(lastRecords, world), []);

const linesOf = (records: readonly InventoryEvent[], world: World, expected: readonly ExpectedRecord[] = []) =>
  records.map((event, index) => lineOfActual(event, expected[index], world));

/** Facts name entries by label and items by key. */
const named = async (facts: object, world: World): Promise<object> => {
  const renamed = Object.entries(facts).map(async ([key, value]: [string, unknown]) => {
    if (key === 'entry') return [key, world.labelOf(value as number)] as const;
    if (key !== 'missing' && key !== 'held') return [key, value] as const;
    return [key, await Promise.all((value as number[]).map((id) => world.keyOf(id)))] as const;
  });
  return Object.fromEntries(await Promise.all(renamed));
};

const pick = (from: object, wanted: object): object =>
  Object.fromEntries(Object.keys(wanted).map((key) => [key, (from as Record<string, unknown>)[key]]));

const compare = (message: string, actual: unknown, expected: unknown): void => {
  try {
    deepStrictEqual(actual, expected);
  } catch {
    throw differ(message, actual, expected);
  }
};

const differ = (message: string, actual: unknown, expected: unknown): AssertionError =>
  new AssertionError({
    message: `${message}\nexpected: ${shown(expected)}\nactual:   ${shown(actual)}`,
    actual,
    expected,
    operator: 'deepStrictEqual',
  });

const shown = (value: unknown): string => {
  if (!Array.isArray(value) || value.length < 2) return JSON.stringify(value);
  return value.map((one) => `\n  ${typeof one === 'string' ? one : JSON.stringify(one)}`).join('');
};
