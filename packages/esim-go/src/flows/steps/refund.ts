import { ConflictError, type JsonObject } from '@holdall/core';
import { dataKey } from '../../mapping/translate.js';
import { inventoryRefund, type InventoryRefundOutcome } from '../../operations/inventory-refund.js';
import { perform } from '../../operations/perform.js';
import { revoke, type RevokeOutcome } from '../../operations/revoke.js';
import type { Parts } from '../../parts.js';
import type { Operation } from '../../ports/operation.js';
import type { Meter, Money, Problem, Refund, Returned, Sale } from '../../ports/sale.js';
import type { Step } from './step.js';

/**
 * The bundle is revoked; what came back is proven; where money is wanted, what came back is refunded out of the inventory;
 * and only then the entry is closed, with what came of it.
 */
export const giveBack: Step = async (parts, sale) => {
  const revoked = await revokedAs(parts, sale);
  if (revoked.state === 'refused') return { stage: 'held', problem: revoked.problem };
  if (revoked.state !== 'done') return null;
  const outcome = { ...nothingSaid, ...(revoked.outcome as Partial<RevokeOutcome>) };
  const value = await valueOf(parts, sale, outcome);
  if (value === null) return null;
  const { returned, credited, problem } = value;
  const refund: Refund = { ...sale.refund!, returned, credited };
  const meter = meterAfter(sale, outcome);
  await closeEntry(parts, sale, { refund, meter, outcome });
  return { stage: 'refunded', refund, meter, booked: meter, problem };
};

/** Of what a human has said to be done, and no more. */
const nothingSaid: RevokeOutcome = {
  returned: 'unknown',
  usageId: null,
  esimReturned: false,
  used: 0,
  before: [],
  after: [],
};

/** Twice where it was just sent, as the answer does not say what came back: the second time finds out. */
const revokedAs = async (parts: Parts, { id, bundle, iccid, assignment, refund }: Sale): Promise<Operation> => {
  const wish = {
    id: `${id}:revoke:${refund!.attempt}`,
    sale: id,
    args: { bundle, iccid: iccid!, assignment: assignment! },
  };
  const since = parts.clock.now();
  const first = await perform(parts, revoke, wish);
  return first.state === 'unknown' && first.sentAt >= since ? perform(parts, revoke, wish) : first;
};

interface Value {
  readonly returned: Returned;
  readonly credited: Money | null;
  readonly problem: Problem | null;
}

/** Null: it cannot be told yet. */
const valueOf = async (
  parts: Parts,
  { id, bundle, refund }: Sale,
  { returned, usageId }: RevokeOutcome,
): Promise<Value | null> => {
  const stays = (problem: Problem | null): Value => ({ returned, credited: null, problem });
  if (returned !== 'inventory') return stays(problems[returned]);
  if (refund!.to === 'inventory') return stays(null);
  if (usageId === null) return stays(problems.lot_unknown);
  // One at a time among all bundles: or what each brought to the balance could not be told apart.
  const refunded = await parts.leases.during('balance', () =>
    perform(parts, inventoryRefund, {
      id: `${id}:refund:${refund!.attempt}`,
      sale: id,
      args: { bundle, usageId, quantity: 1 },
    }),
  );
  if (refunded.state === 'refused') return stays(refunded.problem);
  if (refunded.state !== 'done') return null;
  // What a human has said to be done may say no more than that.
  const { credited = null } = refunded.outcome as Partial<InventoryRefundOutcome>;
  return { returned: 'balance', credited, problem: null };
};

const problems = {
  none: { code: 'nothing_returned', message: 'It was revoked, and nothing came back.' },
  unknown: {
    code: 'return_unproven',
    message: 'It was revoked, and what came back cannot be told from what else was done.',
  },
  lot_unknown: {
    code: 'lot_unknown',
    message: 'It is back in the inventory, but not known in which lot: refund it there.',
  },
} as const satisfies Record<string, Problem>;

const meterAfter = ({ meter }: Sale, { used }: RevokeOutcome): Meter => ({
  ...meter!,
  state: 'revoked',
  used: Math.max(meter!.used, used),
});

/** With keys, so that to repeat it changes nothing. */
const closeEntry = async (
  { engine }: Parts,
  { id, user, entry: of, booked, refund: before }: Sale,
  { refund, meter, outcome }: { readonly refund: Refund; readonly meter: Meter; readonly outcome: RevokeOutcome },
): Promise<void> => {
  const entry = of!;
  const key = `${id}:refund:${before!.attempt}`;
  // Somebody was faster than the revoke: what they used is not what is taken away.
  if (meter.used > (booked?.used ?? 0)) await engine.recordUse({ user, entry, used: meter.used, key: `${key}:use` });
  try {
    await engine.revoke({ user, entry, key, info: `refund of ${id}: ${refund.returned}` });
  } catch (error) {
    if (!(error instanceof ConflictError && error.details.reason === 'already_revoked')) throw error;
  }
  const { data } = await engine.entry({ user, entry });
  const ours = (data[dataKey] ?? {}) as JsonObject;
  await engine.setBehaviorData({
    user,
    entry,
    data: { ...data, [dataKey]: { ...ours, refund: told(refund, outcome) } },
  });
};

const told = ({ to, returned, credited }: Refund, { esimReturned }: RevokeOutcome): JsonObject => ({
  to,
  returned,
  credited,
  esim_returned: esimReturned,
});
