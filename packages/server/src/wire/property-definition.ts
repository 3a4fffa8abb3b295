import type { PropertyDefinition } from '@holdall/core';
import { Type, type TProperties, type TSchema } from 'typebox';
import { capitalised, Int32, Int64, JsonMap, model, oneOf, orNull, taggedUnion, type Model } from './schema.js';

type PropertyType = PropertyDefinition['type'];
type Shape = { readonly type: PropertyType; readonly [field: string]: unknown };

const limit = (schema: TSchema) => Type.Optional(orNull(schema));
const Count = Type.Integer({ ...Int32, minimum: 0 });
const between = (schema: TSchema, ...whats: readonly string[]): TProperties =>
  Object.fromEntries(whats.flatMap((what) => ['min', 'max'].map((end) => [`${end}${what}`, limit(schema)])));

const fileType = { file_type: limit(Type.String({ minLength: 1, maxLength: 100 })) };
const group = {
  ...fileType,
  max_file_size: limit(Type.Integer({ ...Int64, minimum: 0, description: 'Of each, in bytes' })),
  ...between(Count, '_count'),
};
const pixels = between(Count, '_width', '_height');
const playingTime = between(Count, '_length');
const text = { max_length: limit(Count) };
const whole = between(Int64, '');

/** Neither nullable, for definitions lie within each other only where they are wanted. */
const element = Type.Optional(Type.Unsafe({ $ref: 'ElementDefinitionResource#' }));
const definitions = Type.Array(Type.Unsafe({ $ref: 'PropertyDefinitionResource#' }));

/** What values may be held to, by type: the contract's table 2.4. */
const constraints: Readonly<Record<PropertyType, TProperties>> = {
  text,
  formatted_text: text,
  integer: between(Int32, ''),
  long: whole,
  date: whole,
  double: between(Type.Number(), ''),
  boolean: {},
  file: { ...fileType, max_file_size: group.max_file_size },
  file_group: group,
  image: { ...fileType, ...pixels },
  image_group: { ...group, ...pixels },
  audio: { ...fileType, ...playingTime },
  audio_group: { ...group, ...playingTime },
  video: { ...fileType, ...pixels, ...playingTime },
  video_group: { ...group, ...pixels, ...playingTime },
  list: { ...between(Count, '_count'), value_definition: element },
  map: { properties: limit(definitions), allow_additional: limit(Type.Boolean()) },
};

const Note = Type.Optional(orNull(Type.String({ maxLength: 1000 })));
const base = {
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  required: Type.Optional(Type.Boolean()),
  field_list: limit({
    ...JsonMap,
    description: 'Kept for clients that show properties; nothing is checked against it',
  }),
  description: Note,
  friendly_name: Note,
  options_url: Note,
  option_label_path: Note,
  option_value_path: Note,
};

/** `TextPropertyDefinitionResource`, `FormattedTextPropertyDefinitionResource` and so on: 17 of them. */
export const definitionVariants: readonly Model[] = Object.entries(constraints).map(([type, own]) =>
  model(`${capitalised(type)}PropertyDefinitionResource`, { type: oneOf([type]), ...base, ...own }),
);

/** A property of a template, or of a map: which limits it can have depends on its `type`. */
export const PropertyDefinitionResource = taggedUnion<Shape>('PropertyDefinitionResource', 'type', definitionVariants, {
  required: ['name', 'required'],
});

/** What the elements of a list are. They have no name of their own; on the wire they show one all the same. */
export const ElementDefinitionResource = taggedUnion<Shape>('ElementDefinitionResource', 'type', definitionVariants);

/** Knetik's Python client refuses to read definitions without `name` and `required`, also those of elements. */
export const definitionToWire = (definition: object): Shape => {
  const { value_definition: ofElements, properties, ...shape } = definition as Shape;
  return {
    ...shape,
    ...(ofElements !== undefined && {
      value_definition: { name: 'value', required: false, ...definitionToWire(ofElements as object) },
    }),
    ...(properties !== undefined && { properties: (properties as readonly object[]).map(definitionToWire) }),
  };
};
