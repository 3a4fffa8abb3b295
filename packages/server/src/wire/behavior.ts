import type { BehaviorSettings } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { hundredthsFromWire, hundredthsToWire } from './money.js';
import { model } from './schema.js';

/**
 * One behavior of an item. Settings differ by `type_hint`, and a host has behaviors of its own: the engine checks them and
 * names every fault; `GET /store/items/behaviors` lists them.
 */
export const Behavior = model(
  'Behavior',
  {
    type_hint: Type.String({ description: 'Which behavior: consumable, expirable, ...' }),
    description: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);
type Behavior = Static<typeof Behavior>;

/** Settings are spelled alike inside and on the wire, all but prices. */
export const behaviorFromWire = (behavior: Behavior): Behavior => priced(grouped(behavior), hundredthsFromWire);
export const behaviorToWire = (settings: BehaviorSettings): Behavior => priced(settings, hundredthsToWire);

const priced = (behavior: Behavior, convert: (price: number) => number): Behavior => {
  if (behavior.type_hint !== 'price_overridable') return behavior;
  const prices = Object.entries(behavior).map(([field, value]: [string, unknown]) => [
    field,
    (field === 'min_price' || field === 'max_price') && typeof value === 'number' ? convert(value) : value,
  ]);
  return Object.fromEntries(prices) as Behavior;
};

/** `limited_gettable` as it once was, without a group; a caller of those days sends the limit as a text. */
const grouped = (behavior: Behavior & { readonly group?: unknown }): Behavior => {
  const { owned_limit, active_only, ...rest } = behavior as Behavior & Readonly<Record<string, unknown>>;
  const isFlat = owned_limit !== undefined || active_only !== undefined;
  if (behavior.type_hint !== 'limited_gettable' || !isFlat || (behavior.group ?? null) !== null) return behavior;
  const limit = typeof owned_limit === 'string' && /^\d+$/.test(owned_limit) ? Number(owned_limit) : owned_limit;
  return { ...rest, group: { owned_limit: limit, active_only } } as Behavior;
};
