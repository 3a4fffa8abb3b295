import type { BehaviorDescription } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { Behavior } from './behavior.js';
import { model, oneOf, ref } from './schema.js';

/** A setting of a behavior. */
export const PropertyFieldResource = model('PropertyFieldResource', {
  name: Type.String(),
  description: Type.String(),
  type: oneOf(['integer', 'number', 'bool', 'string', 'enumeration', 'list', 'object']),
  required: Type.Boolean(),
  valid_values: Type.Optional(Type.Array(Type.String())),
});
type PropertyFieldResource = Static<typeof PropertyFieldResource>;

/** A behavior that items can have here, the host's own ones included. */
export const BehaviorDefinitionResource = model('BehaviorDefinitionResource', {
  type_hint: Type.String(),
  description: Type.String(),
  properties: Type.Array(ref(PropertyFieldResource)),
  prerequisite_behaviors: Type.Array(ref(Behavior), { description: 'Those that an item must have to carry this one' }),
});

export const behaviorDefinitionToWire = ({
  typeHint,
  description,
  fields,
  prerequisites,
}: BehaviorDescription): Static<typeof BehaviorDefinitionResource> => ({
  type_hint: typeHint,
  description,
  properties: fields.map((field) => fieldToWire(typeHint, field)),
  prerequisite_behaviors: prerequisites.map((type_hint) => ({ type_hint })),
});

/** What a behavior says of itself, it says of whole hundredths: on the wire those two are decimal numbers. */
const prices: Readonly<Record<string, Partial<PropertyFieldResource>>> = {
  'price_overridable.min_price': { type: 'number', description: 'Lowest price' },
  'price_overridable.max_price': { type: 'number', description: 'Highest price' },
};

const fieldToWire = (
  typeHint: string,
  { name, description, type, required, valid_values }: BehaviorDescription['fields'][number],
): PropertyFieldResource => ({
  name,
  description,
  type,
  required,
  ...(valid_values !== undefined && { valid_values: [...valid_values] }),
  ...prices[`${typeHint}.${name}`],
});
