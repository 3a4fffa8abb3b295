import type { Clock, Engine, Timers } from '@holdall/core';
import type { Leases } from './flows/leases.js';
import type { Announcer } from './flows/thresholds.js';
import type { BridgeStore } from './ports/store.js';
import type { BridgeSettings } from './settings.js';
import type { Vendor } from './vendor.js';

/** What the flows and operations work with. */
export interface Parts {
  readonly engine: Engine;
  readonly vendor: Vendor;
  readonly store: BridgeStore;
  readonly leases: Leases;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly settings: BridgeSettings;
  /** Hears of what went wrong where nobody waits for an answer. */
  readonly failed: (error: unknown) => void;
}
