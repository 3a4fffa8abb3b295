import { boolean } from './boolean.js';
import type { Family } from './family.js';
import { audioGroup, fileGroup, imageGroup, videoGroup } from './file-groups.js';
import { audio, file, image, video } from './files.js';
import { list } from './list.js';
import { map } from './map.js';
import { date, double, integer, long } from './numbers.js';
import type { PropertyType } from './property-types.js';
import { text } from './text.js';

/** What each of the 17 types means: the contract's tables 2.4 and 2.5. */
export const families: Readonly<Record<PropertyType, Family>> = {
  text,
  formatted_text: text,
  integer,
  long,
  date,
  double,
  boolean,
  file,
  file_group: fileGroup,
  image,
  image_group: imageGroup,
  audio,
  audio_group: audioGroup,
  video,
  video_group: videoGroup,
  list,
  map,
};
