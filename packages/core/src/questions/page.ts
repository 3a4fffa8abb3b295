import { field, Optional } from '../commands/fields.js';
import type { Paged, PageRequest } from '../ports/query.js';

const largestPage = 1000;
const whole = (least: number, most: number) => (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
export const PageNumber = field('page', 'must be a whole number from 1 to 1000000', whole(1, 1_000_000));
export const PageSize = field('size', `must be a whole number from 1 to ${largestPage}`, whole(1, largestPage));

const defaultSize = 25;

export class PageInput {
  /** The first page is 1, which is the default. */
  @Optional() @PageNumber() page?: number | null;
  /** 1 to 1,000; default 25. */
  @Optional() @PageSize() size?: number | null;
}

export interface Page<T> {
  readonly content: readonly T[];
  readonly page: number;
  readonly size: number;
  /** How many there are over all pages. */
  readonly total: number;
  readonly totalPages: number;
}

export const pageRequestOf = ({ page, size }: PageInput): PageRequest => ({ page: page ?? 1, size: sizeOf({ size }) });
export const sizeOf = ({ size }: { readonly size?: number | null | undefined }): number => size ?? defaultSize;

export const pageFrom = <T, V>(
  { content, total }: Paged<T>,
  { page, size }: PageRequest,
  view: (one: T) => V,
): Page<V> => ({
  content: content.map(view),
  page,
  size,
  total,
  totalPages: Math.ceil(total / size),
});

/** One page of a list that is in memory as a whole. */
export const paged = <T>(all: readonly T[], { page, size }: PageRequest): Paged<T> => ({
  content: all.slice((page - 1) * size, page * size),
  total: all.length,
});
