import type { StoreName } from './stores/store.js';

/** What was measured, in operations per second; null where there is nothing to measure. */
export interface Row {
  readonly store: StoreName;
  readonly measure: string;
  readonly engine: number | null;
  readonly naive: number | null;
  readonly floor: number | null;
}
