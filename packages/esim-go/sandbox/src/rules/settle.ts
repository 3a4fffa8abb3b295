import { current, type Draft } from 'immer';
import { isOnEsim, isUnused, type Assignment } from '../world/assignment.js';
import { isInstalled, type Esim } from '../world/esim.js';
import { monthsAfter, type Instant } from '../world/instant.js';
import type { Settings } from '../world/settings.js';
import type { World, WorldDraft } from '../world/world.js';
import { carryOut } from './carry-out.js';
import { record } from './esims.js';
import { expireTestCredit } from './money.js';

/** Moves the clock on. Whatever falls due on the way happens at its own moment, not at the end. */
export const moveTo = (world: WorldDraft, target: Instant): void => {
  for (const { reference, readyAt } of ordersDue(world, target)) {
    const order = world.orders[reference]!;
    // What happens to the eSIMs that it names comes first: one may be taken away before the order is carried out.
    const requested = new Set(order.units.flatMap((unit) => unit.requested ?? []));
    for (const iccid of requested) settleEsim(world, world.esims[iccid]!, readyAt);
    at(world, readyAt, () => carryOut(world, order));
  }
  const { esims, settings } = current<World>(world);
  const due = Object.values(esims).filter((esim) => (nextOn(esim, settings)?.at ?? Infinity) <= target);
  for (const { iccid } of due) settleEsim(world, world.esims[iccid]!, target);
  settleTestCredit(world, target);
  world.now = target;
};

const at = (world: WorldDraft, moment: Instant, happen: () => void): void => {
  const { now } = world;
  world.now = moment;
  happen();
  world.now = now;
};

const ordersDue = (world: World, target: Instant): readonly { reference: string; readyAt: Instant }[] =>
  world.processing
    .map((reference) => ({ reference, readyAt: world.orders[reference]!.readyAt ?? Infinity }))
    .filter(({ readyAt }) => readyAt <= target)
    .sort((a, b) => a.readyAt - b.readyAt);

const settleEsim = (world: WorldDraft, esim: Draft<Esim>, target: Instant): void => {
  for (;;) {
    const next = nextOn(esim, world.settings);
    if (next === undefined || next.at > target) return;
    at(world, next.at, () => next.happen(world, esim));
  }
};

interface Due {
  readonly at: Instant;
  readonly happen: (world: WorldDraft, esim: Draft<Esim>) => void;
}

/** What time alone does to an eSIM next. */
const nextOn = (esim: Esim, settings: Settings): Due | undefined => {
  const dues = esim.assignments.flatMap((assignment, index) => {
    const due = nextOf(assignment, settings);
    if (due === undefined) return [];
    const happen: Due['happen'] = (world, it) => due.happen(world, it, it.assignments[index]!);
    return [{ at: due.at, happen }];
  });
  if (esim.returnDecidedAt !== null) dues.push({ at: esim.returnDecidedAt, happen: decideReturn });
  return dues.sort((a, b) => a.at - b.at)[0];
};

interface AssignmentDue {
  readonly at: Instant;
  readonly happen: (world: WorldDraft, esim: Draft<Esim>, assignment: Draft<Assignment>) => void;
}

const nextOf = (assignment: Assignment, settings: Settings): AssignmentDue | undefined => {
  if (assignment.state === 'processing') return { at: assignment.readyAt, happen: queue };
  if (isUnused(assignment)) {
    return { at: monthsAfter(assignment.assignedAt, settings.assignments.lapseMonths), happen: lapse };
  }
  if (isOnEsim(assignment) && assignment.endsAt !== null) return { at: assignment.endsAt, happen: expire };
  return undefined;
};

const queue: AssignmentDue['happen'] = (_world, _esim, assignment) => {
  assignment.state = 'queued';
};

const lapse: AssignmentDue['happen'] = (world, esim, assignment) => {
  assignment.state = 'lapsed';
  record(world, esim, 'Bundle Lapsed', { bundle: assignment.bundle, bundleState: 'lapsed' });
};

/** A depleted one has its entry in the history already: it says both "time is over" and "used in full". */
const expire: AssignmentDue['happen'] = (world, esim, assignment) => {
  const wasDepleted = assignment.state === 'depleted';
  assignment.state = 'expired';
  if (!wasDepleted) record(world, esim, 'Bundle Expired', { bundle: assignment.bundle, bundleState: 'expired' });
};

/** An eSIM that was installed meanwhile is given back. */
const decideReturn: Due['happen'] = (_world, esim) => {
  esim.returnDecidedAt = null;
  esim.holder = isInstalled(esim) ? 'organisation' : 'gone';
};

const settleTestCredit = (world: WorldDraft, target: Instant): void => {
  const { testCredit, testCreditExpiry } = world.organisation;
  if (testCredit === 0 || testCreditExpiry === null) return;
  const expiry = Math.max(Date.parse(testCreditExpiry), world.now);
  if (expiry <= target) at(world, expiry, () => expireTestCredit(world));
};
