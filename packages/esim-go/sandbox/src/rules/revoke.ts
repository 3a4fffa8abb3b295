import type { Draft } from 'immer';
import { Refused } from '../api/refused.js';
import { isOnEsim, isUnused, type Assignment } from '../world/assignment.js';
import { isInstalled, type Esim } from '../world/esim.js';
import { day } from '../world/instant.js';
import { hasExpired } from '../world/lot.js';
import type { World, WorldDraft } from '../world/world.js';
import { record } from './esims.js';
import { inRefundPeriod, putBack, refundPrice } from './lots.js';
import { credit } from './money.js';

export type RevokeType = 'validate' | 'transaction';
export type Destination = 'inventory' | 'balance';

/** Why nothing comes back; null: it does. */
const whyNot = (world: World, assignment: Assignment): string | null => {
  const lot = world.lots[assignment.lot]!;
  if (!world.settings.refunds.enabled) return 'refunds are not enabled for this organisation';
  if (!isUnused(assignment)) return 'the bundle has been started';
  if (!inRefundPeriod(world, lot)) return 'the bundle was purchased outside of the refund period';
  if (hasExpired(lot, world.now)) return 'the purchase has expired';
  return null;
};

/** What would happen, in words: advice only, as the vendor documents no more than a text. */
export const validateRevoke = (world: World, assignment: Assignment, to: Destination): string => {
  const reason = whyNot(world, assignment);
  refuseIneligible(world, reason);
  return reason === null
    ? `Bundle can be revoked and refunded to ${to}`
    : `Bundle can be revoked, but not refunded: ${reason}`;
};

export const revoke = (
  world: WorldDraft,
  esim: Draft<Esim>,
  assignment: Draft<Assignment>,
  to: Destination,
): string => {
  const reason = whyNot(world, assignment);
  refuseIneligible(world, reason);
  assignment.state = 'revoked';
  record(world, esim, 'Bundle Revoked', { bundle: assignment.bundle, bundleState: 'revoked' });
  if (reason === null) giveBack(world, esim, assignment, to);
  startReturn(world, esim);
  return reason === null
    ? `Successfully Revoked Bundle, bundle has been refunded to ${to}`
    : 'Successfully Revoked Bundle';
};

const refuseIneligible = ({ settings }: World, reason: string | null): void => {
  if (reason === null || settings.refunds.ineligibleRevoke === 'revokes') return;
  throw new Refused(settings.refunds.refusedStatus, `Bundle cannot be revoked: ${reason}`);
};

const giveBack = (world: WorldDraft, esim: Draft<Esim>, assignment: Draft<Assignment>, to: Destination): void => {
  assignment.refundedTo = to;
  const details = { bundle: assignment.bundle, bundleState: 'revoked' };
  if (to === 'inventory') {
    putBack(world, assignment);
    record(world, esim, 'Bundle Refunded to Inventory', details);
    return;
  }
  credit(world, 'revoke_refund', refundPrice(world, world.lots[assignment.lot]!), assignment.id);
  record(world, esim, 'Bundle Refunded To Balance', details);
};

/** The returns process: an eSIM that is left without a bundle and not installed is taken away at once. */
const startReturn = (world: WorldDraft, esim: Draft<Esim>): void => {
  const { enabled, days } = world.settings.returns;
  if (!enabled || isInstalled(esim) || esim.assignments.some(isOnEsim)) return;
  record(world, esim, 'eSIM Returned');
  esim.holder = 'returning';
  esim.returnDecidedAt = world.now + days * day;
};
