import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { Behavior } from './behaviors/behavior.js';
import { builtinBehaviors } from './behaviors/builtin.js';
import { createEngineFrom } from './engine/create-engine.js';
import type { Engine, EngineOptions } from './engine/engine.js';
import { MemoryStore } from './memory/memory-store.js';
import { systemClock, type Clock } from './ports/clock.js';
import type { Directory } from './ports/directory.js';
import type { Store } from './ports/store.js';
import { systemTimers, type Timers } from './ports/timers.js';
import { createWorker } from './worker/create-worker.js';
import type { WorkerOptions } from './worker/options.js';
import type { Worker } from './worker/worker.js';

/** Under which names the parts are bound. */
export const identifiers = {
  /** Bind a store: `memoryStoreModule`, or the module of `@holdall/persistence`. */
  store: Symbol.for('holdall.Store') as ServiceIdentifier<Store>,
  /** Bound many times: the built-in behaviors, then each that the host binds. */
  behavior: Symbol.for('holdall.Behavior') as ServiceIdentifier<Behavior>,
  clock: Symbol.for('holdall.Clock') as ServiceIdentifier<Clock>,
  /** Optional. */
  directory: Symbol.for('holdall.Directory') as ServiceIdentifier<Directory>,
  /** Optional. */
  options: Symbol.for('holdall.EngineOptions') as ServiceIdentifier<Partial<EngineOptions>>,
  /** Opened when it is first asked for, with `container.getAsync`. */
  engine: Symbol.for('holdall.Engine') as ServiceIdentifier<Engine>,
  timers: Symbol.for('holdall.Timers') as ServiceIdentifier<Timers>,
  /** Optional. */
  workerOptions: Symbol.for('holdall.WorkerOptions') as ServiceIdentifier<Partial<WorkerOptions>>,
  /** Made when it is first asked for, with `container.getAsync`; it rests until it is started. */
  worker: Symbol.for('holdall.Worker') as ServiceIdentifier<Worker>,
} as const;

/** The engine and its worker, and what they need but for the store. Everything is a singleton: two engines would be two queues. */
export const coreModule = new ContainerModule(({ bind }) => {
  bind(identifiers.clock).toConstantValue(systemClock);
  for (const behavior of builtinBehaviors) bind(identifiers.behavior).toConstantValue(behavior);
  bind(identifiers.engine)
    .toResolvedValue(
      (store: Store, clock: Clock, behaviors: Behavior[], directory?: Directory, options?: Partial<EngineOptions>) =>
        createEngineFrom({ store, clock, behaviors, directory: directory ?? null, options: options ?? {} }),
      [
        identifiers.store,
        identifiers.clock,
        { serviceIdentifier: identifiers.behavior, isMultiple: true },
        { serviceIdentifier: identifiers.directory, optional: true },
        { serviceIdentifier: identifiers.options, optional: true },
      ],
    )
    .inSingletonScope();
  bind(identifiers.timers).toConstantValue(systemTimers);
  bind(identifiers.worker)
    .toResolvedValue(
      (engine: Engine, clock: Clock, timers: Timers, options?: Partial<WorkerOptions>) =>
        createWorker(engine, { clock, timers, ...options }),
      [
        identifiers.engine,
        identifiers.clock,
        identifiers.timers,
        { serviceIdentifier: identifiers.workerOptions, optional: true },
      ],
    )
    .inSingletonScope();
});

export const memoryStoreModule = new ContainerModule(({ bind }) => {
  bind(identifiers.store)
    .toResolvedValue(() => new MemoryStore())
    .inSingletonScope();
});
