import { bytes, count, word } from './constraints.js';

/*
 * What definitions of files say about them. Only `file_type` and the counts can be checked: a value carries neither its
 * size in bytes nor its width, height or length, so those limits are kept for whoever makes the file.
 */
export type FileTypeLimit = { readonly file_type?: string };
export type FileSizeLimit = { readonly max_file_size?: number };
export type CountLimits = { readonly min_count?: number; readonly max_count?: number };
export type PixelLimits = {
  readonly min_width?: number;
  readonly max_width?: number;
  readonly min_height?: number;
  readonly max_height?: number;
};
export type PlayingTimeLimits = { readonly min_length?: number; readonly max_length?: number };

export const fileType = { file_type: word };
export const fileSize = { max_file_size: bytes };
export const counts = { min_count: count, max_count: count };
export const pixels = { min_width: count, max_width: count, min_height: count, max_height: count };
export const playingTime = { min_length: count, max_length: count };
