import fc from 'fast-check';
import type { LegalWorld } from './legal-world.js';

/**
 * One move of a random play. What only the play itself brings about (entries, uses, invoices, keys, moments) is named by
 * a number that `Player` takes as "the how-manieth of those that there are by then", so that every move stays legal
 * when fast-check leaves out moves before it.
 */
export type Move =
  | {
      readonly move: 'grant';
      readonly user: string;
      readonly item: string;
      readonly quantity: number;
      readonly options: GrantOptions;
    }
  | {
      readonly move: 'add';
      readonly user: string;
      readonly sku: string;
      readonly skipInvoice: boolean;
      readonly price: number | null;
      readonly overrides: readonly string[];
      readonly key: string | null;
    }
  | { readonly move: 'fulfil'; readonly invoice: number }
  | { readonly move: 'fulfilOutstanding'; readonly most: number }
  | {
      readonly move: 'use';
      readonly user: string;
      readonly item: string;
      /** Instead: the user and the item of this entry, as soon as there is one. */
      readonly held: number | null;
      /** Of that entry only; without one, it makes no difference. */
      readonly only?: boolean;
      readonly quantity: number;
      readonly sku: string | null;
      readonly guest: boolean;
      readonly key: string | null;
    }
  | { readonly move: 'reverse'; readonly use: number; readonly quantity: number | null; readonly key: string | null }
  | {
      readonly move: 'record';
      readonly entry: number;
      readonly used: number;
      /** Milliseconds since the meter said so, or until it will; null: not said. */
      readonly ago: number | null;
      readonly key: string | null;
    }
  | { readonly move: 'revoke'; readonly entry: number; readonly key: string | null }
  | { readonly move: 'setStatus'; readonly entry: number; readonly status: 'pending' | 'active' | 'inactive' }
  | { readonly move: 'setExpiry'; readonly entry: number; readonly after: number | null }
  | { readonly move: 'setData'; readonly entry: number; readonly used: number | null; readonly maxUse: number | null }
  | { readonly move: 'sweep'; readonly most: number }
  /** Another number of uses in the item's definition. */
  | { readonly move: 'retune'; readonly item: string; readonly maxUse: number | null }
  | { readonly move: 'archive'; readonly item: string }
  /** An order that had a key, again; `other`: the same key with another order. */
  | { readonly move: 'repeat'; readonly order: number; readonly other: boolean }
  | { readonly move: 'wait'; readonly milliseconds: number }
  /** Up to a moment at which something changes, or just before, or just after. */
  | { readonly move: 'waitFor'; readonly moment: number; readonly offset: -1 | 0 | 1 };

export interface GrantOptions {
  readonly overrides: readonly string[];
  readonly status: 'pending' | 'active' | null;
  /** Milliseconds from then; may be over already. */
  readonly expiresAfter: number | null;
  readonly maxUse: number | null;
  readonly key: string | null;
}

export interface MoveOptions {
  /** Default 40. */
  readonly most?: number;
  /** Whether sweeps are among them; default true. */
  readonly sweeps?: boolean;
  /** Whether time passes; default true. */
  readonly waits?: boolean;
  /** Whether the catalogue changes on the way; default true. */
  readonly catalogueChanges?: boolean;
}

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;
const spans = [0, 1, second, 2 * hour, day, 28 * day, 31 * day, 366 * day];

const pick = () => fc.nat(10_000);
const key = () =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.stringMatching(/^[a-z]$/) });
const rarely = <T>(some: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: some });
const gettable = ['limited_gettable', 'time_period_gettable', 'pre_req_entitlement', 'price_overridable'];
const overrides = () =>
  fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(gettable) });

/** Sequences of moves in a world, biased towards the moments and amounts at which answers change. */
export const moves = (
  { users, catalogue }: LegalWorld,
  { most = 40, sweeps = true, waits = true, catalogueChanges = true }: MoveOptions = {},
): fc.Arbitrary<readonly Move[]> => {
  const user = fc.constantFrom(...users);
  const item = fc.constantFrom(...catalogue.items.map(({ unique_key }) => unique_key));
  const sku = fc.constantFrom(...catalogue.skus.map((one) => one.sku));
  const of = <M extends Move['move']>(move: M, fields: object) =>
    fc.record({ move: fc.constant(move), ...fields }) as unknown as fc.Arbitrary<Move>;
  const tunable = catalogue.items.filter((one) => isTunable(one, catalogue)).map(({ unique_key }) => unique_key);
  const options = fc.record({
    overrides: overrides(),
    status: rarely(fc.constantFrom('pending', 'active')),
    expiresAfter: rarely(fc.constantFrom(-1, ...spans)),
    maxUse: rarely(fc.constantFrom(1, 2, 4)),
    key: key(),
  });
  const quantity = fc.oneof(
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 2, arbitrary: fc.integer({ min: 2, max: 6 }) },
  );
  const weighted: { weight: number; arbitrary: fc.Arbitrary<Move> }[] = [
    { weight: 12, arbitrary: of('grant', { user, item, quantity: fc.constantFrom(1, 1, 1, 2, 3), options }) },
    {
      weight: 4,
      arbitrary: of('add', {
        user,
        sku,
        skipInvoice: fc.boolean(),
        price: rarely(fc.constantFrom(0, 49, 50, 100, 101)),
        overrides: overrides(),
        key: key(),
      }),
    },
    { weight: 3, arbitrary: of('fulfil', { invoice: pick() }) },
    { weight: 1, arbitrary: of('fulfilOutstanding', { most: fc.constantFrom(1, 2, 100) }) },
    {
      weight: 20,
      arbitrary: of('use', {
        user,
        item,
        held: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 6, arbitrary: pick() }),
        only: fc.constantFrom(false, false, false, true),
        quantity,
        sku: rarely(sku),
        guest: fc.constantFrom(false, false, true),
        key: key(),
      }),
    },
    {
      weight: 7,
      arbitrary: of('reverse', {
        use: pick(),
        quantity: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 4 })),
        key: key(),
      }),
    },
    {
      weight: 6,
      arbitrary: of('record', {
        entry: pick(),
        used: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.constant(2 ** 40)),
        ago: fc.oneof(fc.constant(null), fc.constantFrom(-1, ...spans)),
        key: key(),
      }),
    },
    { weight: 1, arbitrary: of('revoke', { entry: pick(), key: key() }) },
    {
      weight: 3,
      arbitrary: of('setStatus', { entry: pick(), status: fc.constantFrom('pending', 'active', 'inactive') }),
    },
    { weight: 2, arbitrary: of('setExpiry', { entry: pick(), after: fc.constantFrom(null, -1, ...spans) }) },
    {
      weight: 2,
      arbitrary: of('setData', {
        entry: pick(),
        used: fc.constantFrom(null, 0, 1, 3),
        maxUse: rarely(fc.constantFrom(1, 4)),
      }),
    },
    { weight: 6, arbitrary: of('repeat', { order: pick(), other: fc.constantFrom(false, false, false, true) }) },
  ];
  if (waits) {
    weighted.push(
      { weight: 4, arbitrary: of('wait', { milliseconds: fc.constantFrom(...spans) }) },
      { weight: 8, arbitrary: of('waitFor', { moment: pick(), offset: fc.constantFrom(-1, 0, 0, 1) }) },
    );
  }
  if (sweeps) weighted.push({ weight: 2, arbitrary: of('sweep', { most: fc.constantFrom(1, 2, 1000) }) });
  if (catalogueChanges) weighted.push({ weight: 1, arbitrary: of('archive', { item }) });
  if (catalogueChanges && tunable.length > 0) {
    const retuned = { item: fc.constantFrom(...tunable), maxUse: fc.constantFrom(null, 1, 2, 4) };
    weighted.push({ weight: 2, arbitrary: of('retune', retuned) });
  }
  return fc.array(fc.oneof(...weighted), { minLength: 1, maxLength: most, size: 'max' });
};

/** Whether an item's template lets it have another number of uses. */
const isTunable = (
  { behaviors, template }: LegalWorld['catalogue']['items'][number],
  { templates }: LegalWorld['catalogue'],
): boolean => {
  if (!behaviors.some(({ type_hint }) => type_hint === 'consumable')) return false;
  const rules = templates.find(({ id }) => id === template)?.behaviors ?? [];
  return rules.every(({ behavior, modifiable }) => modifiable || behavior.type_hint !== 'consumable');
};
