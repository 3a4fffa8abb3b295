import { InvalidInputError, type ItemView, type JsonObject } from '@holdall/core';
import { activationCode } from '../client/shapes/activation-code.js';
import type { BundleAssignment, BundlesList } from '../client/shapes/bundles.js';
import type { CatalogueBundle } from '../client/shapes/catalogue.js';
import type { InstallDetails } from '../client/shapes/install.js';
import type { InventoryBundle, InventoryResponse } from '../client/shapes/inventory.js';
import type { Install, Meter, Money } from '../ports/sale.js';

// The one file that speaks both languages: the vendor's, of bundles and assignments, and Holdall's, of items and entries.

export const bundleTemplate = 'esim-go-bundle';
/** Under which name the bridge's part of an entry's behavior data stands. */
export const dataKey = 'esim_go';

const text = (name: string, required = false) => ({ name, type: 'text', required });
const flag = (name: string) => ({ name, type: 'boolean', required: false });
const texts = (name: string) => ({ name, type: 'list', required: false, value_definition: { type: 'text' } });

export const templateDocument = () => ({
  id: bundleTemplate,
  name: 'eSIM Go bundle',
  properties: [
    text('bundle', true),
    { name: 'data', type: 'long', required: false, description: 'In bytes; absent where unlimited' },
    { name: 'duration', type: 'integer', required: false, description: 'Counted from the first use' },
    texts('countries'),
    texts('speed'),
    flag('autostart'),
    flag('unlimited'),
  ],
  behaviors: [{ behavior: { type_hint: 'fulfillable', type_name: 'esim-go' }, modifiable: false, required: true }],
  allow_additional: true,
});

const megabyte = 1_000_000;

/** What is told of a bundle: in the catalogue and, with the unit of its duration, in the inventory. */
export interface Bundle extends CatalogueBundle {
  /** `day`, which is also meant where nothing is said, or `month`. */
  readonly durationUnit?: string;
}

/** A bundle of the inventory in the catalogue's words. */
export const bundleInInventory = (bundle: InventoryBundle): Bundle => {
  const { name, desc, countries, data, duration, durationUnit, speed, autostart, unlimited } = bundle;
  const known = {
    name,
    description: desc,
    countries: countries?.map((iso) => ({ iso })),
    dataAmount: data,
    duration,
    durationUnit,
    speed,
    autostart,
    unlimited,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Bundle;
};

/** The engine takes no longer names. */
const longestName = 255;

/** A bundle as an item, known by the bundle's name. Null for one without a name, which nobody could apply. */
export const itemDocument = (bundle: Bundle): JsonObject | null => {
  const { name, description, dataAmount = 0, duration, autostart, unlimited = false } = bundle;
  if (name === undefined || name === '') return null;
  // What unlimited bundles say there means nothing: 0, -1, or a figure.
  const data = unlimited || dataAmount <= 0 ? null : dataAmount * megabyte;
  const countries = (bundle.countries ?? []).flatMap(({ iso }) => iso ?? []);
  return {
    type_hint: 'esim_bundle',
    template: bundleTemplate,
    name: (description || name).slice(0, longestName),
    unique_key: name,
    unit: 'byte',
    additional_properties: {
      bundle: { type: 'text', value: name },
      ...(data === null ? {} : { data: { type: 'long', value: data } }),
      ...(duration === undefined ? {} : { duration: { type: 'integer', value: duration } }),
      countries: textList(countries),
      speed: textList(bundle.speed ?? []),
      ...(autostart === undefined ? {} : { autostart: { type: 'boolean', value: autostart } }),
      unlimited: { type: 'boolean', value: unlimited },
    },
    behaviors: [
      { type_hint: 'fulfillable', type_name: 'esim-go' },
      // Without limit where unlimited: its entitlement is time. Also counted in bytes then, of which none are told.
      { type_hint: 'consumable', max_use: data },
      ...expiring(bundle),
    ],
  };
};

/** In a unit that nobody knows yet it is not guessed when it ends: the vendor will say that it has. */
const expiring = ({ duration, durationUnit = 'day' }: Bundle): readonly JsonObject[] => {
  const unit = durationUnit.toLowerCase();
  if (duration === undefined || duration <= 0 || (unit !== 'day' && unit !== 'month')) return [];
  return [{ type_hint: 'expirable', time_length: duration, unit_of_time: unit, starts_on: 'first_use' }];
};

const ownBehaviors = ['fulfillable', 'consumable', 'expirable'];
const ownProperties = templateDocument().properties.map(({ name }) => name);

/**
 * A bundle's document for an item that is there already: what the host made of it stays, its texts, tags, further
 * properties and behaviors; what the vendor says of the bundle is as the vendor says it now.
 */
export const updatedDocument = (bundle: Bundle, item: ItemView): JsonObject | null => {
  const document = itemDocument({ ...bundle, ...monthsOf(bundle, item) });
  if (document === null) return null;
  const { name, category, tags, short_description, long_description, sort, additional_properties, behaviors } = item;
  const others = Object.entries(additional_properties).filter(([property]) => !ownProperties.includes(property));
  return {
    ...document,
    ...withoutNulls({ name, category, tags, short_description, long_description, sort }),
    additional_properties: { ...Object.fromEntries(others), ...(document['additional_properties'] as JsonObject) },
    behaviors: [
      ...(document['behaviors'] as readonly JsonObject[]),
      ...behaviors.filter(({ type_hint }) => !ownBehaviors.includes(type_hint)),
    ],
  };
};

/** Only the inventory says that a duration is in months: when the last one is sold, it still is. */
const monthsOf = ({ duration, durationUnit }: Bundle, { behaviors }: ItemView): Pick<Bundle, 'durationUnit'> => {
  const expirable = behaviors.find(({ type_hint }) => type_hint === 'expirable');
  const same = expirable?.['unit_of_time'] === 'month' && expirable['time_length'] === duration;
  return durationUnit === undefined && same ? { durationUnit: 'month' } : {};
};

const withoutNulls = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

const textList = (values: readonly string[]): JsonObject => ({
  type: 'list',
  values: values.map((value) => ({ type: 'text', value })),
});

/** Which bundle an item is. @throws InvalidInputError where it is none of eSIM Go's. */
export const bundleOf = (item: Pick<ItemView, 'id' | 'additional_properties'>): string => {
  const named = item.additional_properties['bundle'];
  if (named?.type === 'text' && named.value !== '') return named.value;
  throw new InvalidInputError([
    { path: 'item', message: `must be a bundle of eSIM Go: item ${item.id} has no property "bundle"` },
  ]);
};

/** States of which is known what they mean. Any other is kept as it came, needs a look, and is never refundable. */
export const knownStates = ['processing', 'queued', 'active', 'depleted', 'expired', 'lapsed', 'revoked'] as const;
export type KnownState = (typeof knownStates)[number];

export const isKnownState = (state: string): state is KnownState => (knownStates as readonly string[]).includes(state);

/** States after which nothing more happens to an assignment, but that a depleted one expires. */
export const isOver = (state: string): boolean => ['depleted', 'expired', 'lapsed', 'revoked'].includes(state);

/** What an assignment says now, as a meter that has seen nothing else yet. Null without a state: nothing is guessed. */
export const meterOf = (assignment: BundleAssignment): Meter | null => {
  const { bundleState, initialQuantity, remainingQuantity, unlimited } = assignment;
  if (bundleState === undefined) return null;
  const metered = unlimited !== true && initialQuantity !== undefined;
  return {
    state: bundleState.toLowerCase(),
    initial: metered ? initialQuantity : null,
    used: metered && remainingQuantity !== undefined ? Math.max(0, initialQuantity - remainingQuantity) : 0,
    endsAt: null,
  };
};

export interface NamedAssignment extends BundleAssignment {
  readonly id: string;
  readonly bundle: string;
}

/** All assignments of a list that can be acted upon, with their bundle's name. */
export const assignmentsIn = ({ bundles }: BundlesList): readonly NamedAssignment[] =>
  (bundles ?? []).flatMap(({ name, assignments }) =>
    (assignments ?? []).flatMap((one) =>
      name === undefined || one.id === undefined ? [] : [{ ...one, id: one.id, bundle: name }],
    ),
  );

/** `<reference>-<n>`: the order or apply that an assignment came with. Null where it is not of that form. */
export const referenceIn = (assignmentReference: string | undefined): string | null =>
  /^(.+)-\d+$/.exec(assignmentReference ?? '')?.[1] ?? null;

export const installOf = (details: InstallDetails): Install => ({
  smdp: details.smdpAddress ?? null,
  matchingId: details.matchingId ?? null,
  activationCode: activationCode(details),
});

/** Bundles that were bought together: `total` and `remaining` count bundles. */
export type Lot = {
  /** The id that a refund names. */
  readonly usageId: number;
  readonly total: number | null;
  readonly remaining: number;
  /** A day, as the vendor writes it. */
  readonly expiry: string | null;
};

/** What lies in the inventory of one bundle. */
export interface BundleStock {
  readonly bundle: string;
  readonly remaining: number;
  /** The soonest to expire first. */
  readonly lots: readonly Lot[];
}

/** All that lies in the inventory, by bundle, sorted by the bundles' names. */
export const stockIn = (inventory: InventoryResponse): readonly BundleStock[] =>
  [...new Set((inventory.bundles ?? []).flatMap(({ name }) => name ?? []))]
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((bundle) => {
      const lots = lotsOf(inventory, bundle).toSorted((one, other) => expiryOf(one) - expiryOf(other));
      return { bundle, remaining: remainingIn(lots), lots };
    });

const expiryOf = ({ expiry }: Lot): number => Date.parse(expiry ?? '') || Number.MAX_SAFE_INTEGER;

/** The lots of one bundle. Those that cannot be named, or do not say what they have left, are none to count with. */
export const lotsOf = ({ bundles }: InventoryResponse, bundle: string): readonly Lot[] =>
  (bundles ?? [])
    .filter(({ name }) => name === bundle)
    .flatMap(({ available }) => available ?? [])
    .flatMap(({ id, total, remaining, expiry }) =>
      id === undefined || remaining === undefined
        ? []
        : [{ usageId: id, total: total ?? null, remaining, expiry: expiry ?? null }],
    );

export const remainingIn = (lots: readonly Lot[]): number => lots.reduce((sum, { remaining }) => sum + remaining, 0);

/** `moneyOf`, where both are there and go together; null otherwise: no amount is guessed. */
export const moneyIn = (decimal: number | undefined, currency: string | undefined): Money | null => {
  if (decimal === undefined || currency === undefined) return null;
  try {
    return moneyOf(decimal, currency);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** The vendor's decimals in minor units. @throws RangeError for what is not a whole number of them. */
export const moneyOf = (decimal: number, currency: string): Money => {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  // By its decimal text: 1.005 * 100 is not 100.5, and 9.99 * 100 is not 999.
  const shifted = Number(`${decimal.toFixed(9)}e${maximumFractionDigits}`);
  const amount = Math.round(shifted);
  if (!Number.isSafeInteger(amount) || Math.abs(shifted - amount) > 1e-6) {
    throw new RangeError(`${decimal} ${currency} is not a whole number of minor units.`);
  }
  return { amount, currency };
};
