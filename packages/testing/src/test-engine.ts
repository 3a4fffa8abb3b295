import {
  createEngine,
  MemoryStore,
  type Behavior,
  type Directory,
  type Engine,
  type EngineOptions,
  type Store,
} from '@holdall/core';
import { TestClock, type Moment } from './clock.js';
import { nextChangeAfter } from './next-change.js';

export interface TestEngineOptions extends Partial<EngineOptions> {
  /** Where the clock stands at first. Default 2026-01-01T00:00Z. */
  readonly start?: Moment;
  /** Behaviors of the host's own. */
  readonly behaviors?: readonly Behavior[];
  readonly directory?: Directory;
  /** Default: a new `MemoryStore`, which gives out ids from 1. */
  readonly store?: Store;
}

export interface TestEngine {
  readonly engine: Engine;
  /** Stands still until it is moved. */
  readonly clock: TestClock;
  readonly store: Store;
}

/** The real engine, on memory and a clock that the test moves: nothing in it depends on the machine or on chance. */
export const createTestEngine = async ({
  start,
  store = new MemoryStore(),
  ...options
}: TestEngineOptions = {}): Promise<TestEngine> => {
  const clock = new TestClock(start, (now) => nextChangeAfter(store, now));
  return { engine: await createEngine({ ...options, store, clock }), clock, store };
};
