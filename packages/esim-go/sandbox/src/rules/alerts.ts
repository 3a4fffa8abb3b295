import type { Draft } from 'immer';
import { announce } from '../callbacks/announce.js';
import type { Assignment } from '../world/assignment.js';
import type { Esim } from '../world/esim.js';
import { day } from '../world/instant.js';
import { networksIn } from '../world/network.js';
import type { WorldDraft } from '../world/world.js';
import { record } from './esims.js';

export const announceAttachment = (world: WorldDraft, { iccid }: Esim): void =>
  announce(world, { alertType: 'FirstAttachment', iccid });

/** For a country that was not told of within the last 24 hours. */
export const announceCountry = (world: WorldDraft, esim: Draft<Esim>, code: string): void => {
  const last = esim.countryAlerts[code];
  if (last !== undefined && world.now - last < day) return;
  esim.countryAlerts[code] = world.now;
  const { name } = networksIn(world.networks, code);
  announce(world, { alertType: 'CountryChange', iccid: esim.iccid, country: { code, name } });
};

const nearestKilobyte = 1000;

/** The first data of a bundle. */
export const announceFirstUse = (world: WorldDraft, esim: Draft<Esim>, assignment: Assignment): void => {
  record(world, esim, 'eSIM First Use', { bundle: assignment.bundle, bundleState: 'active' });
  if (!world.settings.callbacks.firstUse) return;
  const used = Math.min(nearestKilobyte, assignment.used);
  announce(world, { alertType: 'FirstUse', iccid: esim.iccid, assignment, used });
};

const thresholds = [1, 50, 80, 100];

/**
 * One alert for each threshold that was crossed, each with what was left at its crossing: traffic is a stream, however
 * large the step in which a test makes it.
 */
export const announceUtilisation = (
  world: WorldDraft,
  esim: Draft<Esim>,
  assignment: Assignment,
  usedBefore: number,
): void => {
  const from = world.settings.callbacks.firstUse ? 1 : 0;
  for (const percent of thresholds.slice(from)) {
    const threshold = Math.ceil((assignment.initial * percent) / 100);
    if (usedBefore >= threshold || assignment.used < threshold) continue;
    const alertType = `${percent}% Used`;
    record(world, esim, 'eSIM Utilisation Alert', { bundle: assignment.bundle, bundleState: 'active', alertType });
    announce(world, { alertType: 'Utilisation', iccid: esim.iccid, assignment, used: threshold });
  }
};
