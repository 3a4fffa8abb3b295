import type { LogType } from '../inventory/log.js';
import type { Instant } from '../values/instant.js';

export type Direction = 'ASC' | 'DESC';

export interface Order<Field extends string> {
  readonly by: Field;
  readonly direction: Direction;
}

/** A part of a list by its number. `page` counts from 1. */
export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

export interface Paged<T> {
  readonly content: readonly T[];
  /** Over all pages. */
  readonly total: number;
}

/** A part of a list by where it begins: the first `size` rows after a place; null: from the start. */
export interface PartRequest {
  readonly after: Place | null;
  readonly size: number;
}

/** Where a row stands in a list: its values of the fields that `entrySort` or `logSort` names, in their order. */
export type Place = readonly (string | number | null)[];

export const comparisons = ['GT', 'LT', 'EQ', 'GOE', 'LOE'] as const;
export interface MomentFilter {
  readonly op: (typeof comparisons)[number];
  readonly value: Instant;
}

/** By when an entry ends (`endOf`). All parts are ANDed. */
export interface EndFilter {
  /** The first moment; null: however early. */
  readonly from: Instant | null;
  /** The first moment that is too late; null: however late. */
  readonly before: Instant | null;
  /** Whether entries without an end are listed, too, whatever the bounds. */
  readonly never: boolean;
}

export const entrySortFields = ['id', 'user', 'item', 'createdAt', 'updatedAt', 'expires'] as const;
export type EntrySortField = (typeof entrySortFields)[number];
export type EntryOrder = Order<EntrySortField>;

/** One typed query behind all lists of entries. All parts are ANDed; null: not asked for. */
export interface EntryList {
  readonly users: readonly string[] | null;
  /** What the user's id starts with. null, or absent: not asked for. */
  readonly userPrefix?: string | null;
  readonly items: readonly number[] | null;
  /** null: whatever their status. Otherwise the moment at which they are to be pending or active and unexpired. */
  readonly openAt: Instant | null;
  readonly created: readonly MomentFilter[];
  /** null, or absent: not asked for. */
  readonly ends?: EndFilter | null;
  /**
   * In priority order; the id settles what is left. Users are in the order of their bytes in UTF-8; entries that never
   * expire come last when ascending.
   */
  readonly order: readonly EntryOrder[];
}

export interface LogList {
  /** null: of all users. */
  readonly user: string | null;
  /** null: of all entries. */
  readonly entry: number | null;
  readonly types: readonly LogType[] | null;
  /** Only records with a higher id. null, or absent: all. */
  readonly since?: number | null;
  /** By when it happened: of one entry by `seq`, of a user by `at` and then id, of all users by user first. With `since` by id. */
  readonly direction: Direction;
}

export interface EntryQuery extends EntryList, PageRequest {}
export interface LogQuery extends LogList, PageRequest {}
export interface EntriesAfter extends EntryList, PartRequest {}
export interface LogAfter extends LogList, PartRequest {}
