import { identifiers, type Clock, type Engine, type Timers } from '@holdall/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { createBridge, type Bridge, type BridgeOptions } from './bridge.js';
import type { BridgeStore } from './ports/store.js';
import { MemoryBridgeStore } from './stores/memory.js';

/** Under which names the parts are bound. The engine, clock and timers are those of `coreModule`. */
export const bridgeIdentifiers = {
  /** Bind a store: `bridgeStoreModule` of `@holdall/esim-go/typeorm`, or for trials `memoryBridgeStoreModule`. */
  store: Symbol.for('holdall.esim-go.BridgeStore') as ServiceIdentifier<BridgeStore>,
  /** Optional. */
  options: Symbol.for('holdall.esim-go.BridgeOptions') as ServiceIdentifier<Partial<BridgeOptions>>,
  /** Opened when it is first asked for, with `container.getAsync`. */
  bridge: Symbol.for('holdall.esim-go.Bridge') as ServiceIdentifier<Bridge>,
} as const;

/** The bridge beside the engine of `coreModule`. A singleton: within one, work on the same bundle takes turns. */
export const bridgeModule = new ContainerModule(({ bind }) => {
  bind(bridgeIdentifiers.bridge)
    .toResolvedValue(
      (engine: Engine, store: BridgeStore, clock: Clock, timers: Timers, options?: Partial<BridgeOptions>) =>
        createBridge({ engine, store, clock, timers, ...options }),
      [
        identifiers.engine,
        bridgeIdentifiers.store,
        identifiers.clock,
        identifiers.timers,
        { serviceIdentifier: bridgeIdentifiers.options, optional: true },
      ],
    )
    .inSingletonScope();
});

export const memoryBridgeStoreModule = new ContainerModule(({ bind }) => {
  bind(bridgeIdentifiers.store)
    .toResolvedValue(() => new MemoryBridgeStore())
    .inSingletonScope();
});
