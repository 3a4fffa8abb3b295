import type { Draft } from 'immer';
import { badRequest } from '../api/refused.js';
import { isUnused, type Assignment } from '../world/assignment.js';
import { bytesOf, type Bundle } from '../world/bundle.js';
import type { Esim } from '../world/esim.js';
import { second } from '../world/instant.js';
import type { Lot } from '../world/lot.js';
import type { World, WorldDraft } from '../world/world.js';
import { nextOf } from './counting.js';
import { record } from './esims.js';
import { stamp } from './stamp.js';

export const fits = (bundle: Bundle, esim: Esim): boolean => bundle.provider === esim.provider;

/** @throws Refused (400) where no more bundles may wait. */
export const refuseFullQueue = ({ settings }: World, esim: Esim, more: number): void => {
  const { queueLimit } = settings.assignments;
  if (esim.assignments.filter(isUnused).length + more <= queueLimit) return;
  throw badRequest(`No more than ${queueLimit} bundles can be queued on an eSIM`);
};

/** Puts a bundle of a lot on an eSIM. It is queued at once, or processing for as long as the settings say. */
export const assign = (
  world: WorldDraft,
  esim: Draft<Esim>,
  { bundle, lot, reference }: { readonly bundle: Bundle; readonly lot: Lot; readonly reference: string },
): Draft<Assignment> => {
  const readyAt = world.now + world.settings.assignments.processingSeconds * second;
  const assignment: Assignment = {
    id: String(nextOf(world, 'assignment')),
    bundle: bundle.name,
    lot: lot.id,
    reference,
    state: readyAt > world.now ? 'processing' : 'queued',
    reportedState: null,
    assignedAt: world.now,
    assignmentDateTime: stamp(world),
    readyAt,
    startedAt: null,
    endsAt: null,
    unlimited: bundle.unlimited,
    initial: bytesOf(bundle),
    used: 0,
    refundedTo: null,
  };
  esim.assignments.push(assignment);
  record(world, esim, 'Bundle Applied', { bundle: bundle.name, bundleState: assignment.state });
  return esim.assignments.at(-1)!;
};
