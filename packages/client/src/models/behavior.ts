interface Described {
  readonly description?: string | null;
}

/** Lower case. */
export type UnitOfTime = 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

export interface Consumable extends Described {
  readonly type_hint: 'consumable';
  /** Uses per entry; null: without limit. */
  readonly max_use?: number | null;
}

export interface Expirable extends Described {
  readonly type_hint: 'expirable';
  readonly time_length: number;
  readonly unit_of_time: UnitOfTime;
}

export interface LimitedGettable extends Described {
  readonly type_hint: 'limited_gettable';
  readonly group: LimitedGettableGroup;
}

export interface LimitedGettableGroup {
  readonly owned_limit: number;
  /** Whether only active entries count. */
  readonly active_only: boolean;
  /** Items whose groups have the same name are limited together. Null: a name of its own. */
  readonly name?: string | null;
}

export interface TimePeriodGettable extends Described {
  readonly type_hint: 'time_period_gettable';
  readonly get_limit: number;
  readonly time_length: number;
  readonly unit_of_time: UnitOfTime;
  /** Null: a name of its own. */
  readonly group_name?: string | null;
}

export interface TimePeriodUsable extends Described {
  readonly type_hint: 'time_period_usable';
  readonly max_use: number;
  readonly time_length: number;
  readonly unit_of_time: UnitOfTime;
}

export interface PreReqEntitlement extends Described {
  readonly type_hint: 'pre_req_entitlement';
  readonly item_ids: readonly number[];
}

export interface PriceOverridable extends Described {
  readonly type_hint: 'price_overridable';
  readonly min_price?: number | null;
  readonly max_price?: number | null;
}

export interface Fulfillable extends Described {
  readonly type_hint: 'fulfillable';
  /** `inventory`, `wallet`, or one of the host's own. */
  readonly type_name: string;
}

export interface Spendable extends Described {
  readonly type_hint: 'spendable';
  readonly currency_code: string;
  readonly value: number;
}

export interface GuestPlayable extends Described {
  readonly type_hint: 'guest_playable';
  readonly allowed?: boolean;
  readonly leaderboard?: boolean;
}

/**
 * Every behavior by its type hint. A server has more where its host wrote its own; they are named so:
 * `declare module '@holdall/client' { interface BehaviorTypes { cooldown: Cooldown } }`.
 */
export interface BehaviorTypes {
  consumable: Consumable;
  expirable: Expirable;
  limited_gettable: LimitedGettable;
  time_period_gettable: TimePeriodGettable;
  time_period_usable: TimePeriodUsable;
  pre_req_entitlement: PreReqEntitlement;
  price_overridable: PriceOverridable;
  fulfillable: Fulfillable;
  spendable: Spendable;
  guest_playable: GuestPlayable;
}

/** Told apart by `type_hint`. */
export type Behavior = BehaviorTypes[keyof BehaviorTypes];
