import type { Column, ColumnKind } from '../schema/table.js';
import type { Sql } from './sql.js';

/** A row as it is written: JSON is already text. */
export type PlainRow = Readonly<Record<string, string | number | null>>;

/** Everything in which the databases differ as far as SQL goes. All other SQL is the same for each. */
export interface Dialect {
  /** What all names of the host's choice begin with, in the place of `holdall_`; before it perhaps the schema. */
  readonly prefix: string;
  /** How the n-th parameter is written; n counts from 1. */
  placeholder(position: number): string;
  /**
   * Rows as a table that a statement can join, named `name`. However many rows there are, the statement's text stays the
   * same and one round trip carries all of them.
   */
  given(name: string, columns: Readonly<Record<string, Column>>, rows: readonly PlainRow[]): Sql;
  /** Whether a column has one of these values. However many there are, the statement's text stays the same. */
  isOneOf(column: string, kind: Column, values: readonly (string | number)[]): Sql;
  /**
   * A table to be read through this index, where the database can be told: what a lookup costs must not hang on whether
   * somebody has collected statistics.
   */
  through(index: string): Sql;
  /** Whether plans follow statistics, which are to be collected after many rows came at once. */
  readonly plansByStatistics: boolean;
  readonly columnTypes: Readonly<Record<ColumnKind, 'text' | 'bigint' | 'json'>>;
  /** Whether tables are stored in the order of their primary key where the database leaves us the choice. */
  readonly withoutRowid: boolean;
  /** The collation that sorts texts by their bytes; null where that is the usual one. */
  readonly collation: string | null;
}
