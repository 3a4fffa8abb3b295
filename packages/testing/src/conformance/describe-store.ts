import type { Store } from '@holdall/core';
import { runnerOr, type Runner } from './runner.js';
import type { Scenario, Trial } from './scenario.js';
import { scenarios } from './scenarios/index.js';

/** Makes a store that is fresh and empty, and not open yet. */
export type OpenStore = () => Store | Promise<Store>;

/** For stores whose data outlives them: several can be opened on one place, by several processes. */
export interface Shared<Place> {
  /** A new, empty place: a path, a database, a schema. */
  fresh(): Place | Promise<Place>;
  /** A store on it, not open yet. */
  open(place: Place): Store | Promise<Store>;
  /** Called when all of its stores are closed. */
  remove?(place: Place): void | Promise<void>;
}

/**
 * The conformance suite: with it a store proves that it gives the same answers as all others. One test per scenario.
 *
 * ```ts
 * describeStore('MemoryStore', () => new MemoryStore(), { describe, it });
 * describeStore('my store', { fresh: makeSchema, open: (schema) => new MyStore(schema), remove: dropSchema });
 * ```
 */
export const describeStore = <Place>(name: string, open: OpenStore | Shared<Place>, runner?: Runner): void => {
  const { describe, it } = runnerOr(runner);
  const shared = typeof open === 'function' ? null : (open as Shared<unknown>);
  describe(name, () => {
    for (const scenario of scenarios) {
      if (scenario.shared && shared === null) continue;
      it(scenario.title, () => tried(scenario, shared ?? alone(open as OpenStore)));
    }
  });
};

const alone = (open: OpenStore): Shared<unknown> => ({ fresh: () => null, open });

const tried = async (scenario: Scenario, { fresh, open, remove }: Shared<unknown>): Promise<void> => {
  const place = await fresh();
  const opened: Store[] = [];
  const another = async (): Promise<Store> => {
    const store = await open(place);
    await store.open();
    opened.push(store);
    return store;
  };
  try {
    const trial: Trial = { store: await another(), another };
    await scenario.run(trial);
  } finally {
    for (const store of opened) await closed(store);
    await remove?.(place);
  }
};

/** Scenarios close stores themselves; closing one again may be an error, which says nothing about the scenario. */
const closed = async (store: Store): Promise<void> => {
  try {
    await store.close();
  } catch {
    // It was closed.
  }
};
