import type { Instant, JsonObject } from '@holdall/core';
import { EsimGoError } from '../client/errors/index.js';
import { WithdrawnError } from '../errors/withdrawn.js';
import type { Parts } from '../parts.js';
import type { Operation } from '../ports/operation.js';
import type { Problem } from '../ports/sale.js';
import { stored } from '../ports/store.js';
import type { OperationKind, Surroundings } from './kind.js';

/** One sending, under the lease that gave the turn. */
export const send = async <A extends JsonObject, E extends JsonObject, O extends JsonObject>(
  parts: Parts,
  kind: OperationKind<A, E, O>,
  operation: Operation,
  turn: number,
): Promise<Operation> => {
  const { vendor, clock } = parts;
  const args = operation.args as A;
  let evidence: E;
  try {
    evidence = await kind.gather(vendor, args, surroundingsOf(parts, clock.now()));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return saved(parts, { ...operation, turn, settledTurn: turn, state: 'refused', problem: problemOf(error) });
  }
  await kind.pace?.(parts);
  const now = clock.now();
  const intended = await saved(parts, {
    ...operation,
    turn,
    settledTurn: turn,
    evidence,
    state: 'intended',
    problem: null,
    findings: null,
    attempts: operation.attempts + 1,
    sentAt: now,
  });
  let outcome: O | null;
  try {
    outcome = await kind.call(vendor, args, evidence);
  } catch (error) {
    const state = isRefusal(error) ? 'refused' : isSurelyNotDone(error) ? 'waiting' : 'unknown';
    return saved(parts, { ...intended, state, problem: problemOf(error) });
  }
  return outcome === null
    ? saved(parts, { ...intended, state: 'unknown', problem: incomplete })
    : done(parts, kind, intended, { outcome, turn });
};

export const done = <O extends JsonObject>(
  parts: Parts,
  { referenceOf }: Pick<OperationKind<never, never, O>, 'referenceOf'>,
  operation: Operation,
  { outcome, turn }: { readonly outcome: O; readonly turn: number },
): Promise<Operation> =>
  saved(parts, {
    ...operation,
    settledTurn: turn,
    state: 'done',
    outcome,
    reference: referenceOf(outcome),
    problem: null,
  });

export const surroundingsOf = ({ store, settings, clock }: Parts, sentAt: Instant): Surroundings => ({
  sentAt,
  now: clock.now(),
  settings,
  claimed: (references) => store.claimed(references),
});

export const saved = async ({ store, clock }: Parts, operation: Operation): Promise<Operation> => {
  const next = { ...operation, updatedAt: clock.now() };
  await store.commit({ operations: [next] });
  return stored(next);
};

const incomplete: Problem = {
  code: 'esim_go_not_understood',
  message: 'It was answered without what is needed to know what was done.',
};

/** Nothing was done, and the same call would be refused again. A bad key is not the call's fault: another one may follow. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof WithdrawnError ||
  (error instanceof EsimGoError && !error.details.ambiguous && !error.transient && error.code !== 'esim_go_bad_key');

const isSurelyNotDone = (error: unknown): boolean => error instanceof EsimGoError && !error.details.ambiguous;

/** What is no error of the vendor's is not quoted: it may say anything. */
export const problemOf = (error: unknown): Problem =>
  error instanceof WithdrawnError
    ? { code: error.details.reason, message: error.message }
    : error instanceof EsimGoError
      ? { code: error.code, message: error.message }
      : { code: 'interrupted', message: 'The call ended without an answer.' };
