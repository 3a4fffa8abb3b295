import type { ItemRef } from '@holdall/core';

/** What an entry is to be like for a record of a supplier's: all that an import decides, and nothing else of it. */
export interface WantedEntry {
  /** Which of the supplier's it is, for good: another user or product is another entry. */
  readonly key: string;
  readonly user: string;
  readonly item: ItemRef;
  readonly terms: Terms;
}

export interface Terms {
  readonly status: 'pending' | 'active' | 'inactive';
  /** Milliseconds since 1970; null: never. */
  readonly expires: number | null;
  /** null: as the item says. */
  readonly maxUse: number | null;
}

/** What became of a record on its way to entries. */
export interface Reading {
  readonly wanted: readonly WantedEntry[];
  /** References that nobody holds: they have no user. */
  readonly withoutUser: number;
  /** Whether no item stands for the product. */
  readonly unmapped: boolean;
  /** Why it cannot be an entry as it is; null: it can. */
  readonly refused: string | null;
}
