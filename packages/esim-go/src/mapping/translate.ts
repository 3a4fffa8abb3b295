import { InvalidInputError, type ItemView, type JsonObject } from '@holdall/core';
import { activationCode } from '../client/shapes/activation-code.js';
import type { BundleAssignment, BundlesList } from '../client/shapes/bundles.js';
import type { CatalogueBundle } from '../client/shapes/catalogue.js';
import type { InstallDetails } from '../client/shapes/install.js';
import type { InventoryResponse } from '../client/shapes/inventory.js';
import type { Install, Meter, Money } from '../ports/sale.js';

// The one file that speaks both languages: the vendor's, of bundles and assignments, and Holdall's, of items and entries.

export const bundleTemplate = 'esim-go-bundle';
/** Under which name the bridge's part of an entry's behavior data stands. */
export const dataKey = 'esim_go';

const text = (name: string, required = false) => ({ name, type: 'text', required });
const flag = (name: string) => ({ name, type: 'boolean', required: false });
const texts = (name: string) => ({ name, type: 'list', required: false, value_definition: { type: 'text' } });

export const templateDocument = (): JsonObject => ({
  id: bundleTemplate,
  name: 'eSIM Go bundle',
  properties: [
    text('bundle', true),
    { name: 'data', type: 'long', required: false, description: 'In bytes; absent where unlimited' },
    { name: 'duration', type: 'integer', required: false, description: 'In days from the first use' },
    texts('countries'),
    texts('speed'),
    flag('autostart'),
    flag('unlimited'),
  ],
  behaviors: [{ behavior: { type_hint: 'fulfillable', type_name: 'esim-go' }, modifiable: false, required: true }],
  allow_additional: true,
});

const megabyte = 1_000_000;

/** A bundle as an item, known by the bundle's name. Null for one without a name, which nobody could apply. */
export const itemDocument = (bundle: CatalogueBundle): JsonObject | null => {
  const { name, description, dataAmount, duration, autostart, unlimited = false } = bundle;
  if (name === undefined || name === '') return null;
  const data = unlimited || dataAmount === undefined ? null : dataAmount * megabyte;
  const countries = (bundle.countries ?? []).flatMap(({ iso }) => iso ?? []);
  return {
    type_hint: 'esim_bundle',
    template: bundleTemplate,
    name: description ?? name,
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
      { type_hint: 'consumable', max_use: data === 0 ? null : data },
      ...(duration === undefined || duration === 0
        ? []
        : [{ type_hint: 'expirable', time_length: duration, unit_of_time: 'day', starts_on: 'first_use' }]),
    ],
  };
};

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
