import type { UnitOfTime } from '@holdall/core';

/** Behaviors as catalogue files spell them. */
export const consumable = (max_use: number | null = null) => ({ type_hint: 'consumable', max_use });

export const expirable = (time_length: number, unit_of_time: UnitOfTime, starts_on = 'activation') => ({
  type_hint: 'expirable',
  time_length,
  unit_of_time,
  starts_on,
});

/** At most so many at a time; with `ever`, at most so many over all time. */
export const owned = (owned_limit: number, name: string | null = null) => ({
  type_hint: 'limited_gettable',
  group: { name, owned_limit, active_only: true },
});
export const everOwned = (owned_limit: number, name: string | null = null) => ({
  type_hint: 'limited_gettable',
  group: { name, owned_limit, active_only: false },
});

export const getsPer = (
  get_limit: number,
  time_length: number,
  unit_of_time: UnitOfTime,
  group_name: string | null = null,
) => ({ type_hint: 'time_period_gettable', get_limit, time_length, unit_of_time, group_name });

export const usesPer = (max_use: number | null, time_length: number, unit_of_time: UnitOfTime) => ({
  type_hint: 'time_period_usable',
  max_use,
  time_length,
  unit_of_time,
});

export const needing = (...item_ids: readonly (string | number)[]) => ({ type_hint: 'pre_req_entitlement', item_ids });
export const priced = (min_price: number | null, max_price: number | null) => ({
  type_hint: 'price_overridable',
  min_price,
  max_price,
});
export const fulfilledBy = (type_name: string) => ({ type_hint: 'fulfillable', type_name });
export const worth = (value: number, currency_code = 'EUR') => ({ type_hint: 'spendable', currency_code, value });
export const forGuests = (allowed: boolean) => ({ type_hint: 'guest_playable', allowed });
