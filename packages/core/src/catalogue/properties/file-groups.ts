import { at } from '../../values/faults.js';
import { asObject, longestList, readArray, readEnum, refuseUnknownKeys } from '../../values/fields.js';
import type { Family, ValueSite } from './family.js';
import { fileFields, parseFile, type FileType, type FileValue } from './files.js';
import { counts, fileSize, fileType, pixels, playingTime } from './media-limits.js';
import type { CountLimits, FileSizeLimit, FileTypeLimit, PixelLimits, PlayingTimeLimits } from './media-limits.js';

type GroupLimits = FileTypeLimit & FileSizeLimit & CountLimits;
export type FileGroupShape =
  | ({ readonly type: 'file_group' } & GroupLimits)
  | ({ readonly type: 'image_group' } & GroupLimits & PixelLimits)
  | ({ readonly type: 'audio_group' } & GroupLimits & PlayingTimeLimits)
  | ({ readonly type: 'video_group' } & GroupLimits & PixelLimits & PlayingTimeLimits);
export type FileGroupValue = { readonly type: FileGroupShape['type']; readonly files: readonly FileValue[] };

/** The files of an image group may call themselves `image` or, as the contract's models do, just `file`. */
const family = (member: FileType, constraints: Family['constraints']): Family<FileGroupShape, FileGroupValue> => ({
  constraints: { ...fileType, ...fileSize, ...counts, ...constraints },
  fields: ['files'],
  parseValue: (raw, { type, file_type, min_count = 0, max_count = longestList }, { path, faults }) => {
    const limits = { minLength: min_count, maxLength: Math.min(max_count, longestList) };
    const files = readArray(raw, 'files', path, faults, { required: true, ...limits });
    if (files === undefined) return undefined;
    const types: readonly FileType[] = member === 'file' ? ['file'] : ['file', member];
    const limit = file_type === undefined ? {} : { file_type };
    const inner = at(path, 'files');
    const parsed = files.map((one, index) => parseMember(one, types, limit, { faults, path: at(inner, index) }));
    return parsed.includes(undefined) ? undefined : { type, files: parsed as FileValue[] };
  },
});

const parseMember = (
  raw: unknown,
  types: readonly FileType[],
  limit: FileTypeLimit,
  { path, faults }: Pick<ValueSite, 'path' | 'faults'>,
): FileValue | undefined => {
  const fields = asObject(raw, path, faults);
  if (fields === undefined) return undefined;
  refuseUnknownKeys(fields, ['type', ...fileFields], path, faults);
  const type = readEnum(fields, 'type', path, faults, { required: true, values: types });
  const parsed = parseFile(fields, { type: type ?? 'file', ...limit }, path, faults);
  return type === undefined ? undefined : parsed;
};

export const fileGroup = family('file', {});
export const imageGroup = family('image', pixels);
export const audioGroup = family('audio', playingTime);
export const videoGroup = family('video', { ...pixels, ...playingTime });
