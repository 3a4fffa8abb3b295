import type { LogType } from '../inventory/log.js';
import type { Instant } from '../values/instant.js';

export type Direction = 'ASC' | 'DESC';

/** A part of a list. `page` counts from 1. */
export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

export interface Paged<T> {
  readonly content: readonly T[];
  /** Over all pages. */
  readonly total: number;
}

export const comparisons = ['GT', 'LT', 'EQ', 'GOE', 'LOE'] as const;
export interface MomentFilter {
  readonly op: (typeof comparisons)[number];
  readonly value: Instant;
}

export const entrySortFields = ['id', 'item', 'createdAt', 'updatedAt', 'expires'] as const;
export interface EntryOrder {
  readonly by: (typeof entrySortFields)[number];
  readonly direction: Direction;
}

/** One typed query behind all lists of entries. All parts are ANDed; null: not asked for. */
export interface EntryQuery extends PageRequest {
  readonly users: readonly string[] | null;
  readonly items: readonly number[] | null;
  /** null: whatever their status. Otherwise the moment at which they are to be pending or active and unexpired. */
  readonly openAt: Instant | null;
  readonly created: readonly MomentFilter[];
  /** In priority order; the id settles what is left. Entries that never expire come last when ascending. */
  readonly order: readonly EntryOrder[];
}

export interface LogQuery extends PageRequest {
  readonly user: string;
  /** null: of all entries of the user. */
  readonly entry: number | null;
  readonly types: readonly LogType[] | null;
  /** By when it was written: of one entry by `seq`, of all entries by `at` and then id. */
  readonly direction: Direction;
}
