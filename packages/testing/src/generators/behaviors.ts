import type { BehaviorSettings } from '@holdall/core';
import fc from 'fast-check';
import { periods } from './periods.js';

type Some = fc.Arbitrary<readonly BehaviorSettings[]>;

const settings = (type_hint: string, values: fc.Arbitrary<object>): fc.Arbitrary<BehaviorSettings> =>
  values.map((given) => ({ type_hint, ...given }));

/** With the given odds in 10, otherwise nothing. */
const sometimes = (odds: number, some: fc.Arbitrary<BehaviorSettings>): Some =>
  fc.oneof({ weight: 10 - odds, arbitrary: fc.constant([]) }, { weight: odds, arbitrary: some.map((one) => [one]) });

export const consumables = (): fc.Arbitrary<BehaviorSettings> =>
  settings('consumable', fc.record({ max_use: fc.constantFrom(null, 1, 2, 3, 5, 2 ** 40) }));

export const expirables = (): fc.Arbitrary<BehaviorSettings> =>
  fc
    .tuple(periods(), fc.constantFrom('activation', 'activation', 'first_use'))
    .map(([period, starts_on]) => ({ type_hint: 'expirable', ...period, starts_on }));

export const guestPlayables = (): fc.Arbitrary<BehaviorSettings> =>
  settings('guest_playable', fc.record({ allowed: fc.boolean(), leaderboard: fc.boolean() }));

const limits = () => fc.record({ owned_limit: fc.integer({ min: 0, max: 5 }), active_only: fc.boolean() });
const gets = () =>
  fc.tuple(fc.integer({ min: 0, max: 4 }), periods()).map(([get_limit, period]) => ({ get_limit, ...period }));

/** Settings that a group's items share. */
export interface Groups {
  readonly limited: readonly { readonly owned_limit: number; readonly active_only: boolean }[];
  readonly gettable: readonly object[];
}

export const groups = (): fc.Arbitrary<Groups> =>
  fc.record({
    limited: fc.array(limits(), { minLength: 1, maxLength: 2 }),
    gettable: fc.array(gets(), { minLength: 1, maxLength: 2 }),
  });

/** Names one of the groups, with its settings, or none and has settings of its own. */
const limitedGettables = ({ limited }: Groups): fc.Arbitrary<BehaviorSettings> =>
  settings(
    'limited_gettable',
    fc.oneof(
      limits().map((terms) => ({ group: terms })),
      fc.nat(limited.length - 1).map((index) => ({ group: { name: `limited ${index}`, ...limited[index]! } })),
    ),
  );

const timePeriodGettables = ({ gettable }: Groups): fc.Arbitrary<BehaviorSettings> =>
  settings(
    'time_period_gettable',
    fc.oneof(
      gets(),
      fc.nat(gettable.length - 1).map((index) => ({ group_name: `gettable ${index}`, ...gettable[index]! })),
    ),
  );

const timePeriodUsables = (): fc.Arbitrary<BehaviorSettings> =>
  settings(
    'time_period_usable',
    fc.tuple(fc.constantFrom(null, 1, 2, 3, 6), periods()).map(([max_use, period]) => ({ max_use, ...period })),
  );

/** Only items before this one: there are no cycles. */
const preReqEntitlements = (keys: readonly string[]): Some =>
  keys.length === 0
    ? fc.constant([])
    : sometimes(
        2,
        settings(
          'pre_req_entitlement',
          fc.record({ item_ids: fc.subarray([...keys], { minLength: 1, maxLength: Math.min(2, keys.length) }) }),
        ),
      );

const priceOverridables = (): fc.Arbitrary<BehaviorSettings> =>
  settings(
    'price_overridable',
    fc.tuple(fc.constantFrom(null, 0, 50, 100), fc.constantFrom(null, 0, 100)).map(([min_price, extra]) => ({
      min_price,
      max_price: extra === null ? null : (min_price ?? 0) + extra,
    })),
  );

const value = fc.record({ currency_code: fc.constantFrom('EUR', 'GLD'), value: fc.integer({ min: 1, max: 1000 }) });

/** `wallet` needs a value, and a value needs to be fulfilled. */
const fulfilments = (): Some =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fulfilledBy('inventory').map((one) => [one]) },
    { weight: 2, arbitrary: fulfilledBy('warehouse').map((one) => [one]) },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constantFrom('wallet', 'wallet', 'inventory').chain(fulfilledBy),
        settings('spendable', value),
      ),
    },
  );

const fulfilledBy = (type_name: string) => settings('fulfillable', fc.constant({ type_name }));

/** What one item has, all of it fitting together. `before`: the unique keys of the items that it may need. */
export const behaviorsOf = (shared: Groups, before: readonly string[]): Some =>
  fc
    .tuple(
      sometimes(7, consumables()),
      sometimes(4, expirables()),
      sometimes(2, limitedGettables(shared)),
      sometimes(2, timePeriodGettables(shared)),
      sometimes(3, timePeriodUsables()),
      preReqEntitlements(before),
      sometimes(3, priceOverridables()),
      fulfilments(),
      sometimes(2, guestPlayables()),
    )
    .map((all) => all.flat());
