import type { FieldType, Operator, Query } from './query.js';

/** What goes into a URL, not yet encoded: that is done once, by whoever sends it. A list repeats the key. */
export type Params = Readonly<Record<string, string | readonly string[]>>;

/** One way to spell a query. */
export interface Dialect {
  readonly name: string;
  /**
   * What to send; null: no record can match (`in` nothing), so there is nothing to ask.
   * @throws UnsupportedQueryError that names everything which this dialect cannot say.
   */
  write(query: Query): Params | null;
  /** @throws InvalidInputError with every fault, and nothing else whatever it is given. */
  read(params: unknown): Query;
}

/** What a list can be filtered by, under the names that queries use. */
export type FilterFields = Readonly<Record<string, FilterField>>;

export interface FilterField {
  readonly type: FieldType;
  /** The parameter; default: the field's own name. */
  readonly name?: string;
  /** Default: all that the dialect has for the type. */
  readonly ops?: readonly Operator[];
}

/** Under which parameter each field goes. */
export const paramOf = (field: string, { name = field }: FilterField): string => name;
