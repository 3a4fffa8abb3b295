import type { EntryView } from '@holdall/core';
import type { Operation, Sale } from '@holdall/esim-go';

/** What a bridge's process is told, a line of JSON each. `now` is the clock's, which only its client moves. */
export type BridgeOrder = { readonly id: number; readonly now: number } & Task;

export type Task =
  | {
      readonly do: 'open';
      /** Two databases: the engine and the bridge share no transaction. */
      readonly engine: string;
      readonly bridge: string;
      readonly basePath: string;
      readonly apiKey: string;
    }
  /** kill -9 of itself, before or after it has made so many more calls of a store, the engine or the vendor. */
  | { readonly do: 'die'; readonly calls: number; readonly when: 'before' | 'after' }
  | {
      readonly do: 'sell';
      readonly user: string;
      readonly item: string;
      readonly iccid: string | null;
      readonly key: string;
    }
  | { readonly do: 'refund'; readonly user: string; readonly entry: number }
  | { readonly do: 'syncCatalogue' }
  | { readonly do: 'reconcile' }
  | { readonly do: 'poll' }
  | { readonly do: 'sales'; readonly user: string }
  | { readonly do: 'books' };

/** What it answers, a line each. A refusal is an answer: `refused` has its code. */
export type BridgeAnswer = { readonly id: number } & (
  { readonly value: unknown } | { readonly refused: string } | { readonly failed: string }
);

/** All that both stores hold. */
export interface Books {
  readonly sales: readonly Sale[];
  readonly operations: readonly Operation[];
  readonly entries: readonly Pick<EntryView, 'id' | 'user' | 'status' | 'ended'>[];
  /** Bytes, by entry. */
  readonly used: { readonly [entry: number]: number };
  readonly unbalanced: readonly unknown[];
}
