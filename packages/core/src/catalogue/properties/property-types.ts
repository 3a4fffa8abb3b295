/** In the contract's order. Each is the `type` of a definition and of the values that fit it. */
export const propertyTypes = [
  'text',
  'formatted_text',
  'integer',
  'long',
  'date',
  'double',
  'boolean',
  'file',
  'file_group',
  'image',
  'image_group',
  'audio',
  'audio_group',
  'video',
  'video_group',
  'list',
  'map',
] as const;

export type PropertyType = (typeof propertyTypes)[number];
