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
export const behaviorFromWire = (behavior: Behavior): Behavior => priced(behavior, hundredthsFromWire);
export const behaviorToWire = (settings: BehaviorSettings): Behavior => priced(settings, hundredthsToWire);

const priced = (behavior: Behavior, convert: (price: number) => number): Behavior => {
  if (behavior.type_hint !== 'price_overridable') return behavior;
  const prices = Object.entries(behavior).map(([field, value]: [string, unknown]) => [
    field,
    (field === 'min_price' || field === 'max_price') && typeof value === 'number' ? convert(value) : value,
  ]);
  return Object.fromEntries(prices) as Behavior;
};
