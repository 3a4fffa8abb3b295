import type { Draft } from 'immer';
import { forbidden } from '../api/refused.js';
import type { Esim, HistoryName } from '../world/esim.js';
import type { World, WorldDraft } from '../world/world.js';
import { nextOf } from './counting.js';
import { digits, letters } from './random.js';
import { stamp } from './stamp.js';

export interface NewEsim extends Partial<Pick<Esim, 'holder' | 'provider' | 'profileStatus' | 'firstInstalledAt'>> {
  readonly iccid?: string | undefined;
}

export const issueEsim = (world: WorldDraft, given: NewEsim): Draft<Esim> => {
  const iccid = given.iccid ?? newIccid(world);
  const date = stamp(world);
  world.esims[iccid] = {
    iccid,
    holder: given.holder ?? 'organisation',
    returnDecidedAt: null,
    provider: given.provider ?? 'A',
    profileStatus: given.profileStatus ?? 'Released',
    firstInstalledAt: given.firstInstalledAt ?? null,
    pin: digits(world, 4),
    puk: digits(world, 8),
    matchingId: [letters(world, 5), letters(world, 5), letters(world, 5), letters(world, 5)].join('-'),
    smdpAddress: 'rsp.sandbox.example.com',
    customerRef: '',
    physical: false,
    assignedDate: date,
    lastAction: '',
    actionDate: date,
    assignments: [],
    history: [],
    attached: false,
    location: null,
    countryAlerts: {},
    sms: [],
  };
  return world.esims[iccid];
};

/** 19 digits with a right check digit: too many for a JavaScript number. */
const newIccid = (world: WorldDraft): string => {
  const body = `8943108${String(world.seed % 1000).padStart(3, '0')}${String(nextOf(world, 'esim')).padStart(8, '0')}`;
  return body + luhnDigit(body);
};

const luhnDigit = (body: string): number => {
  const sum = Array.from(body)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return (10 - (sum % 10)) % 10;
};

/** @throws Refused (403) for one that is unknown, somebody else's or in the returns process: nobody can tell which. */
export function esimOf(world: WorldDraft, iccid: string): Draft<Esim>;
export function esimOf(world: World, iccid: string): Esim;
export function esimOf(world: World, iccid: string): Esim {
  const esim = Object.hasOwn(world.esims, iccid) ? world.esims[iccid] : undefined;
  if (esim === undefined || esim.holder !== 'organisation') throw forbidden(`eSIM is not accessible: ${iccid}`);
  return esim;
}

export const record = (
  world: WorldDraft,
  esim: Draft<Esim>,
  name: HistoryName,
  details: { readonly bundle?: string; readonly bundleState?: string; readonly alertType?: string } = {},
): void => {
  const date = stamp(world);
  esim.history.push({
    name,
    bundle: details.bundle ?? null,
    bundleState: details.bundleState ?? null,
    alertType: details.alertType ?? null,
    date,
  });
  esim.lastAction = name;
  esim.actionDate = date;
};
