import type { Behavior } from '../behaviors/behavior.js';
import { builtinBehaviors } from '../behaviors/builtin.js';
import { BehaviorRegistry } from '../behaviors/registry.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import { systemClock, type Clock } from '../ports/clock.js';
import type { Directory } from '../ports/directory.js';
import type { Store } from '../ports/store.js';
import { Engine, type EngineOptions, type EngineParts } from './engine.js';

export interface CreateEngine extends Partial<EngineOptions> {
  readonly store: Store;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Behaviors of the host's own, asked after the ten built-in ones. */
  readonly behaviors?: readonly Behavior[];
  /** For the list filters by user name and group. */
  readonly directory?: Directory;
}

const day = 24 * 60 * 60 * 1000;

export const defaultOptions: EngineOptions = {
  mostTogether: 256,
  mostWaiting: 10_000,
  rememberFor: 30 * day,
  subscriberFailed: () => undefined,
};

/** Opens the store and makes an engine on it. Close the engine when done: that closes the store. */
export const createEngine = (parts: CreateEngine): Promise<Engine> => {
  const { store, clock = systemClock, behaviors = [], directory = null, ...options } = parts;
  return createEngineFrom({ store, clock, behaviors: [...builtinBehaviors, ...behaviors], directory, options });
};

/** The one way in which engines are made, with and without a container. */
export const createEngineFrom = async ({
  behaviors,
  options,
  ...parts
}: Omit<EngineParts, 'registry' | 'options'> & {
  readonly behaviors: readonly Behavior[];
  readonly options: Partial<EngineOptions>;
}): Promise<Engine> => {
  // For callers without types: the message would otherwise be about a property of undefined.
  if ((parts.store as Store | undefined) === undefined) {
    throw new InvalidInputError([
      { path: 'store', message: 'is required: new MemoryStore(), or createStore(...) of @holdall/persistence' },
    ]);
  }
  const registry = new BehaviorRegistry(behaviors);
  const engine = new Engine({ ...parts, registry, options: { ...defaultOptions, ...options } });
  await parts.store.open();
  return engine;
};
