import { at, type Faults } from '../../values/faults.js';
import { readString, type Fields } from '../../values/fields.js';
import type { Family } from './family.js';
import { fileSize, fileType, pixels, playingTime } from './media-limits.js';
import type { FileSizeLimit, FileTypeLimit, PixelLimits, PlayingTimeLimits } from './media-limits.js';

export type FileType = 'file' | 'image' | 'audio' | 'video';
export type FileShape =
  | ({ readonly type: 'file' } & FileTypeLimit & FileSizeLimit)
  | ({ readonly type: 'image' } & FileTypeLimit & PixelLimits)
  | ({ readonly type: 'audio' } & FileTypeLimit & PlayingTimeLimits)
  | ({ readonly type: 'video' } & FileTypeLimit & PixelLimits & PlayingTimeLimits);
export type FileValue = {
  readonly type: FileType;
  readonly url: string;
  readonly crc?: string;
  readonly description?: string;
  readonly file_type?: string;
};

export const fileFields = ['url', 'crc', 'description', 'file_type'];

/** A file is where it is: without its `url` there is none. */
export const parseFile = (raw: Fields, { type, file_type }: FileRules, path: string, faults: Faults) => {
  const url = readString(raw, 'url', path, faults, { required: true, minLength: 1 });
  const read = (key: string) => {
    const value = readString(raw, key, path, faults);
    return value === undefined ? {} : { [key]: value };
  };
  const rest: Partial<FileValue> = { ...read('crc'), ...read('description'), ...read('file_type') };
  if (file_type !== undefined && rest.file_type !== undefined && rest.file_type !== file_type) {
    faults.add(at(path, 'file_type'), `must be ${JSON.stringify(file_type)}`);
    return undefined;
  }
  return url === undefined ? undefined : { ...rest, type, url };
};

interface FileRules extends FileTypeLimit {
  readonly type: FileType;
}

const family = (constraints: Family['constraints']): Family<FileShape, FileValue> => ({
  constraints,
  fields: fileFields,
  parseValue: (raw, shape, { path, faults }) => parseFile(raw, shape, path, faults),
});

export const file = family({ ...fileType, ...fileSize });
export const image = family({ ...fileType, ...pixels });
export const audio = family({ ...fileType, ...playingTime });
export const video = family({ ...fileType, ...pixels, ...playingTime });
