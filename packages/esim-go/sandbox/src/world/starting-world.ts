import { bundleSchema, type Bundle } from './bundle.js';
import type { Instant } from './instant.js';
import { startingNetworks } from './network.js';
import { organisationSchema, type Organisation } from './organisation.js';
import { defaultSettings, patchedSettings, type SettingsPatch } from './settings.js';
import type { World } from './world.js';

export interface StartingPoint {
  readonly seed: number;
  readonly now: Instant;
  readonly apiKey: string;
  readonly settings?: SettingsPatch | undefined;
  readonly organisation?: Partial<Organisation> | undefined;
  /** In place of the three bundles that there are otherwise. */
  readonly catalogue?: readonly Bundle[] | undefined;
}

export const startingWorld = ({
  seed,
  now,
  apiKey,
  settings = {},
  organisation = {},
  catalogue,
}: StartingPoint): World => {
  const account = organisationSchema.parse(organisation);
  const opening = {
    kind: 'opening',
    amount: account.balance,
    balance: account.balance,
    reference: null,
    date: new Date(now).toISOString(),
  } as const;
  return {
    seed,
    random: seed >>> 0,
    now,
    stamps: 0,
    // Assignment ids begin where text and number sort differently soon: 998, 999, 1000.
    counters: { lot: 100, assignment: 997, esim: 0, callback: 0, topUp: 5000, fault: 0 },
    settings: patchedSettings(defaultSettings, settings),
    organisation: account,
    keys: [apiKey],
    catalogue: Object.fromEntries((catalogue ?? startingCatalogue).map((bundle) => [bundle.name, bundle])),
    networks: startingNetworks,
    lots: {},
    esims: {},
    orders: {},
    processing: [],
    money: [opening],
    callbacks: [],
    faults: [],
    rateWindows: {},
  };
};

const france = { name: 'France', region: 'Europe', iso: 'FR' };
const germany = { name: 'Germany', region: 'Europe', iso: 'DE' };
const unitedKingdom = { name: 'United Kingdom', region: 'Europe', iso: 'GB' };

const startingCatalogue: readonly Bundle[] = [
  bundleSchema.parse({
    name: 'esim_1GB_7D_FR_V2',
    description: 'eSIM, 1GB, 7 Days, France, V2',
    countries: [france],
    price: 185,
  }),
  bundleSchema.parse({
    name: 'esim_5GB_30D_EU_V2',
    description: 'eSIM, 5GB, 30 Days, Europe, V2',
    countries: [france, germany, unitedKingdom],
    dataAmount: 5000,
    duration: 30,
    price: 999,
  }),
  bundleSchema.parse({
    name: 'esim_UL_7D_FR_V2',
    description: 'eSIM, Unlimited, 7 Days, France, V2',
    groups: ['Standard Unlimited Lite'],
    countries: [france],
    unlimited: true,
    price: 1450,
  }),
];
