import { identifiers, MemoryStore } from '@holdall/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { TestClock } from './clock.js';
import { nextChangeAfter } from './next-change.js';

export const testingIdentifiers = {
  /** The clock that the engine reads and the test moves. */
  clock: Symbol.for('holdall.TestClock') as ServiceIdentifier<TestClock>,
} as const;

/** What `createTestEngine` makes, for a host whose container is under test: load it after `coreModule`. */
export const testingModule = new ContainerModule(({ bind, rebind }) => {
  const store = new MemoryStore();
  const clock = new TestClock(undefined, (now) => nextChangeAfter(store, now));
  bind(identifiers.store).toConstantValue(store);
  bind(testingIdentifiers.clock).toConstantValue(clock);
  rebind(identifiers.clock).toConstantValue(clock);
  rebind(identifiers.timers).toConstantValue(clock);
});
