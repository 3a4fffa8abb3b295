import type { Source } from './ports/sale.js';

export interface BridgeSettings {
  /** Where bundles are taken from. Default `inventory_first`. */
  readonly source: Source;
  /** After how long "not done" is believed of a call whose answer was lost, in milliseconds. Default 10 minutes: what the vendor takes at most. */
  readonly settlingTime: number;
  /** How far the vendor's clock may differ from the bridge's, in milliseconds. Default 5 minutes. */
  readonly skew: number;
  /** How long one bridge may keep others from a bundle; then it counts as dead. In milliseconds, default 5 minutes. */
  readonly leaseTime: number;
  /** How long a call waits for another bridge that is at work on its bundle, in milliseconds. Default 30 seconds. */
  readonly leasePatience: number;
  /** The least time between two orders, of all bridges on the same store, in milliseconds. Default 3 seconds, the vendor's. */
  readonly orderInterval: number;
  /** How many bundles one order may be of. Default 10, the vendor's. */
  readonly orderSize: number;
  /** For how long the vendor's catalogue is not asked for again, in milliseconds. Default 24 hours: it wants to be asked rarely. */
  readonly catalogueTime: number;
  /** How often an eSIM with a bundle in use is asked for, in milliseconds. Default 10 minutes. */
  readonly pollActive: number;
  /** The same where all that is on it waits to be used. Default 6 hours. */
  readonly pollQueued: number;
  /** How often what was left open is gone on with, in milliseconds. Default 1 minute. */
  readonly reconcileInterval: number;
  /** How long after its purchase a bundle can be given back, in milliseconds. Default 60 days. */
  readonly refundPeriod: number;
  /** Whether the vendor has enabled refunds for this account. Default true: then it is asked each time. */
  readonly refunds: boolean;
}

export const defaultSettings: BridgeSettings = {
  source: 'inventory_first',
  settlingTime: 600_000,
  skew: 300_000,
  leaseTime: 300_000,
  leasePatience: 30_000,
  orderInterval: 3_000,
  orderSize: 10,
  catalogueTime: 86_400_000,
  pollActive: 600_000,
  pollQueued: 21_600_000,
  reconcileInterval: 60_000,
  refundPeriod: 60 * 86_400_000,
  refunds: true,
};
