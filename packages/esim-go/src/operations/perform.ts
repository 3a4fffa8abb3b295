import type { JsonObject } from '@holdall/core';
import type { Parts } from '../parts.js';
import type { Operation } from '../ports/operation.js';
import type { OperationKind } from './kind.js';
import { send } from './send.js';
import { settle } from './settle.js';

export interface Wish<Args extends JsonObject> {
  /** Derived from what it is for: whoever asks again gets what came of the first time. */
  readonly id: string;
  readonly sale: string | null;
  readonly args: Args;
}

/**
 * Has an operation done once, however often it is asked for: the intent with its evidence is committed, then the call is
 * made, then its outcome is committed. What is left open by a lost answer or a death is settled first. Answers how it
 * stands; never sends what may have been done.
 * @throws EsimGoError where the evidence cannot be read: nothing was done.
 * @throws BusyError, StorageError
 */
export const perform = async <A extends JsonObject, E extends JsonObject, O extends JsonObject>(
  parts: Parts,
  kind: OperationKind<A, E, O>,
  wish: Wish<A>,
): Promise<Operation> => {
  const known = await parts.store.operation(wish.id);
  // For good: nothing to be held up for.
  if (known !== null && isOver(known)) return known;
  return parts.leases.during(kind.lockOf(wish.args), async (turn) => {
    const latest = await parts.store.operation(wish.id);
    if (latest === null) return send(parts, kind, begun(parts, kind, wish), turn);
    if (isOver(latest)) return latest;
    return latest.state === 'waiting' ? send(parts, kind, latest, turn) : settle(parts, kind, latest, turn);
  });
};

const isOver = ({ state }: Operation): boolean => state === 'done' || state === 'refused' || state === 'case';

const begun = <A extends JsonObject>(
  { clock }: Parts,
  kind: Pick<OperationKind<A, never, never>, 'kind' | 'lockOf'>,
  { id, sale, args }: Wish<A>,
): Operation => ({
  id,
  revision: 0,
  kind: kind.kind,
  sale,
  lock: kind.lockOf(args),
  turn: 0,
  settledTurn: 0,
  args,
  evidence: {},
  state: 'intended',
  outcome: null,
  reference: null,
  problem: null,
  findings: null,
  attempts: 0,
  sentAt: clock.now(),
  updatedAt: clock.now(),
});
