import type { Order } from './page.js';

/** A part of a list that is walked with cursors. */
export interface PartResource<T> {
  readonly content: readonly T[];
  readonly number_of_elements: number;
  readonly last: boolean;
  /** The `cursor` of the next part; null: the list ends here. */
  readonly next_cursor: string | null;
  readonly sort: readonly Order[];
}

/** How a list is walked. */
export interface WalkOptions {
  /** How many come with one request, 1 to 1,000. Default 25. */
  readonly size?: number | undefined;
}
