import type { StoreName } from './stores/store.js';

/** What was measured, in operations per second; null where there is nothing to measure. */
export interface Row {
  readonly store: StoreName;
  readonly measure: string;
  readonly engine: number | null;
  readonly naive: number | null;
  readonly floor: number | null;
}

/** One line of the table: with how many times the others the engine should do; null where nothing is asked. */
export interface Line extends Row {
  readonly targets: { readonly naive: number | null; readonly floor: number | null };
}

/** Something else that is to be reached, and whether it was. */
export interface Verdict {
  readonly store: StoreName;
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly reached: boolean;
}

/** What a measure finds out. */
export interface Outcome {
  readonly lines: readonly Line[];
  readonly verdicts: readonly Verdict[];
}

export const noTargets = { naive: null, floor: null } as const;
