import type { PropertyValue } from '@holdall/core';
import { Type, type TProperties } from 'typebox';
import { capitalised, Int32, Int64, model, oneOf, orNull, ref, taggedUnion, type Model } from './schema.js';

type PropertyType = PropertyValue['type'];

/** The model itself, before there is one: properties lie within each other. */
const within = Type.Unsafe<PropertyValue>({ $ref: 'Property#' });

const text = { value: Type.String() };
const whole = { value: Int64 };
const Note = Type.Optional(orNull(Type.String()));
const file = { url: Type.String({ minLength: 1 }), crc: Note, description: Note, file_type: Note };
/** The files of a group call themselves by what they are, or just `file`. */
const filesOf = (member: PropertyType) => ({
  files: Type.Array(Type.Object({ type: oneOf([...new Set(['file', member])]), ...file })),
});

const fields: Readonly<Record<PropertyType, TProperties>> = {
  text,
  formatted_text: text,
  integer: { value: Int32 },
  long: whole,
  date: whole,
  double: { value: Type.Number() },
  boolean: { value: Type.Boolean() },
  file,
  file_group: filesOf('file'),
  image: file,
  image_group: filesOf('image'),
  audio: file,
  audio_group: filesOf('audio'),
  video: file,
  video_group: filesOf('video'),
  list: { values: Type.Array(within) },
  map: { map: Type.Unsafe({ type: 'object', additionalProperties: within }) },
};

/** `TextProperty`, `FormattedTextProperty` and so on: 17 of them. */
export const propertyVariants: readonly Model[] = Object.entries(fields).map(([type, own]) =>
  model(`${capitalised(type)}Property`, { type: oneOf([type]), ...own }),
);

/** The value of a property: which fields it has depends on its `type`. Spelled alike inside and on the wire. */
export const Property = taggedUnion<PropertyValue>('Property', 'type', propertyVariants);

export const Properties = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: ref(Property),
});
