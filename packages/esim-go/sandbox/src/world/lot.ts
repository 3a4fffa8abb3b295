import type { Instant } from './instant.js';

/** One purchase of equal bundles; its id is the API's usageId. Counts are bundles, not data. */
export interface Lot {
  readonly id: number;
  readonly bundle: string;
  readonly total: number;
  readonly remaining: number;
  readonly purchasedAt: Instant;
  readonly expiresAt: Instant;
  /** What one bundle cost, in minor units. */
  readonly price: number;
  readonly orderReference: string | null;
}

export const hasExpired = ({ expiresAt }: Lot, now: Instant): boolean => now >= expiresAt;
