/** A list by pages. */
export interface PageResource<T> {
  readonly content: readonly T[];
  /** The page that was asked for: the first is 1. */
  readonly number: number;
  readonly size: number;
  readonly number_of_elements: number;
  readonly total_elements: number;
  readonly total_pages: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly sort: readonly Order[];
}

export interface Order {
  readonly property: string;
  readonly direction: 'ASC' | 'DESC';
  readonly ascending: boolean;
  readonly descending: boolean;
  readonly ignore_case: boolean;
  readonly null_handling: 'NATIVE' | 'NULLS_FIRST' | 'NULLS_LAST';
}

/** What the lists of definitions take. */
export interface ListOptions extends PageOptions {
  /** In priority order, with commas: `id:ASC,name:DESC`. Default `id:ASC`. */
  readonly order?: string | undefined;
}

export interface PageOptions {
  /** From 1 to 1,000. Default 25. */
  readonly size?: number | undefined;
  /** From 1. Default 1. */
  readonly page?: number | undefined;
}
