import type { JsonObject } from '@holdall/core';
import type { Operation } from '../ports/operation.js';
import type { Problem } from '../ports/sale.js';
import type { OperationQuery } from '../ports/store.js';
import type { Parts } from '../parts.js';
import type { OperationKind, Search } from './kind.js';
import { kinds } from './kinds.js';
import { done, saved, send, surroundingsOf } from './send.js';

/**
 * Finds out what became of an operation whose answer was lost, or whose sender died, under the lease that gave the turn.
 * Done: adopted. Not done: sent again where that is safe. Otherwise it waits until the settling time is over, and then for
 * a human.
 * @throws EsimGoError where it cannot be looked into now.
 */
export const settle = async <A extends JsonObject, E extends JsonObject, O extends JsonObject>(
  parts: Parts,
  kind: OperationKind<A, E, O>,
  operation: Operation,
  turn: number,
): Promise<Operation> => {
  const { vendor, settings } = parts;
  const search = await searchFor(parts, operation);
  const found = await kind.find(vendor, operation.args as A, operation.evidence as E, search);
  if (found.kind === 'done') return done(parts, kind, operation, { outcome: found.outcome, turn });
  // By the moment that the search went by: what is said to wait must not be over a moment later.
  const settled = search.now - operation.sentAt >= settings.settlingTime;
  if (found.kind === 'not_done') {
    return settled || kind.again === 'at_once' ? send(parts, kind, operation, turn) : stillUnknown(parts, operation);
  }
  if (!settled) return stillUnknown(parts, operation);
  const problem: Problem = { code: 'undecided', message: found.why };
  return saved(parts, { ...operation, state: 'case', problem, findings: found.findings });
};

/** Written down once: to look again and again costs no writes. */
const stillUnknown = async (parts: Parts, operation: Operation): Promise<Operation> =>
  operation.state === 'unknown' ? operation : saved(parts, { ...operation, state: 'unknown', problem: died });

const died: Problem = { code: 'interrupted', message: 'Whoever sent it did not live to see the answer.' };

const searchFor = async (parts: Parts, { id, lock, turn, sentAt }: Operation): Promise<Search> => {
  const since = (await everyOperation(parts.store, { lock, fromTurn: turn })).filter((other) => other.id !== id);
  const open = await everyOperation(parts.store, { lock, states: ['intended', 'unknown', 'case'] });
  const done = since.filter(({ state }) => state === 'done');
  const rivals = open.filter((other) => other.id !== id);
  const before = done.filter((other) => other.turn < turn);
  return {
    ...surroundingsOf(parts, sentAt),
    moved: sum(done.filter((other) => other.turn > turn).map(moveOf)),
    // Sent before and found out since: what came of it may or may not be in the evidence.
    perhaps: rivals.length + sum(before.map((other) => Math.abs(moveOf(other)))),
    perhapsAdded: sum([...rivals, ...before].map(addedBy)),
    unsettled: rivals.length,
    rivals,
  };
};

/** What it adds to the stock at most. */
const addedBy = (operation: Operation): number =>
  operation.kind === 'revoke' ? 1 : operation.kind === 'order' ? moveOf(operation) : 0;

const moveOf = ({ kind, args, outcome }: Operation): number => kinds[kind]?.moves(args as never, outcome as never) ?? 0;

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

const most = 500;

export const everyOperation = async (
  store: Parts['store'],
  query: Omit<OperationQuery, 'after' | 'limit'>,
): Promise<readonly Operation[]> => {
  const all: Operation[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.operations({ ...query, after, limit: most });
    all.push(...page);
    if (page.length < most) return all;
    after = page.at(-1)!.id;
  }
};
