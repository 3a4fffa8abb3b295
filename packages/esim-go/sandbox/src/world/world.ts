import type { Draft } from 'immer';
import type { Bundle } from './bundle.js';
import type { Callback } from './callback.js';
import type { Esim } from './esim.js';
import type { Fault } from './fault.js';
import type { Instant } from './instant.js';
import type { Lot } from './lot.js';
import type { CountryNetworks } from './network.js';
import type { Order } from './order.js';
import type { Movement, Organisation } from './organisation.js';
import type { Settings } from './settings.js';

/** All that is true, as plain JSON. It is settled: nothing in it is due before or at `now`. */
export interface World {
  readonly seed: number;
  /** Where the generator of ids and chances is. */
  readonly random: number;
  readonly now: Instant;
  /** How many moments have been written down: they are told apart by their nanoseconds. */
  readonly stamps: number;
  readonly counters: { readonly [of in Counter]: number };
  readonly settings: Settings;
  readonly organisation: Organisation;
  /** The first one signs callbacks. */
  readonly keys: readonly string[];
  readonly catalogue: { readonly [name: string]: Bundle };
  readonly networks: readonly CountryNetworks[];
  readonly lots: { readonly [id: number]: Lot };
  readonly esims: { readonly [iccid: string]: Esim };
  readonly orders: { readonly [reference: string]: Order };
  /** The references of orders that are not carried out yet. */
  readonly processing: readonly string[];
  readonly money: readonly Movement[];
  readonly callbacks: readonly Callback[];
  readonly faults: readonly Fault[];
  /** Tokens used in the current window, by caller's address. */
  readonly rateWindows: { readonly [ip: string]: { readonly from: Instant; readonly used: number } };
}

export type Counter = 'lot' | 'assignment' | 'esim' | 'callback' | 'topUp' | 'fault';

/** A world that is being changed; what throws leaves the one before. */
export type WorldDraft = Draft<World>;
