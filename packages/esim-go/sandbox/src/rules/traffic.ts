import type { Draft } from 'immer';
import { remainingOf, type Assignment } from '../world/assignment.js';
import { covers } from '../world/bundle.js';
import type { Esim } from '../world/esim.js';
import { day, monthsAfter } from '../world/instant.js';
import type { World, WorldDraft } from '../world/world.js';
import { announceAttachment, announceCountry, announceFirstUse, announceUtilisation } from './alerts.js';
import { record } from './esims.js';
import { stamp } from './stamp.js';

export interface Traffic {
  /** May be 0: then the eSIM only registers. */
  readonly bytes: number;
  readonly country: string;
}

/** What an eSIM does with data in a country. Answers how many bytes found a bundle. */
export const useData = (world: WorldDraft, esim: Draft<Esim>, { bytes, country }: Traffic): number => {
  register(world, esim, country);
  let left = bytes;
  while (left > 0) {
    const assignment = usableIn(world, esim, country) ?? startNext(world, esim, country);
    if (assignment === undefined) break;
    left -= take(world, esim, assignment, left);
  }
  return bytes - left;
};

const register = (world: WorldDraft, esim: Draft<Esim>, country: string): void => {
  if (!esim.attached) {
    esim.attached = true;
    record(world, esim, 'eSIM First Attachment');
    announceAttachment(world, esim);
  }
  esim.location = { country, lastSeen: stamp(world) };
  announceCountry(world, esim, country);
  if (usableIn(world, esim, country) === undefined) startNext(world, esim, country, { autostart: true });
};

/** The active one that expires soonest. */
const usableIn = (world: World, esim: Draft<Esim>, country: string): Draft<Assignment> | undefined =>
  esim.assignments
    .filter((it) => it.state === 'active' && covers(world.catalogue[it.bundle]!, country))
    .sort((a, b) => a.endsAt! - b.endsAt! || Number(a.id) - Number(b.id))[0];

const startNext = (
  world: WorldDraft,
  esim: Draft<Esim>,
  country: string,
  { autostart = false } = {},
): Draft<Assignment> | undefined => {
  const next = esim.assignments.find(({ state, bundle: name }) => {
    const bundle = world.catalogue[name]!;
    return state === 'queued' && covers(bundle, country) && (bundle.autostart || !autostart);
  });
  if (next !== undefined) start(world, next);
  return next;
};

/** The duration runs from here on. */
export const start = (world: WorldDraft, assignment: Draft<Assignment>): void => {
  const { duration, durationUnit } = world.catalogue[assignment.bundle]!;
  assignment.state = 'active';
  assignment.startedAt = world.now;
  assignment.endsAt = durationUnit === 'day' ? world.now + duration * day : monthsAfter(world.now, duration);
};

/** Answers how much of it was taken: no more than what is left, unless the bundle is unlimited. */
const take = (world: WorldDraft, esim: Draft<Esim>, assignment: Draft<Assignment>, bytes: number): number => {
  const before = assignment.used;
  const taken = assignment.unlimited ? bytes : Math.min(bytes, remainingOf(assignment));
  assignment.used += taken;
  if (before === 0) announceFirstUse(world, esim, assignment);
  if (assignment.unlimited) return taken;
  announceUtilisation(world, esim, assignment, before);
  if (remainingOf(assignment) === 0) {
    assignment.state = 'depleted';
    record(world, esim, 'Bundle Expired', { bundle: assignment.bundle, bundleState: 'depleted' });
  }
  return taken;
};
