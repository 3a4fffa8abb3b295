import type { Store } from '@holdall/core';

/** What a scenario works with: a store that is open and empty, and every store that it opens beside it. */
export interface Trial {
  readonly store: Store;
  /** A second store on the same data, open. Only in scenarios that say `shared`. */
  another(): Promise<Store>;
}

export interface Scenario {
  /** A sentence: what every store does. */
  readonly title: string;
  /** Whether it needs several stores on the same data: left out for a store that lives in one process only. */
  readonly shared?: true;
  run(trial: Trial): Promise<void>;
}
