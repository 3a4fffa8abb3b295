import { RateLimiter } from './rate-limiter.js';

const limiters = new Map<string, RateLimiter>();

/**
 * One for each server that is called, whatever the keys: the vendor counts by the address that requests come from, so two
 * keys in one process share one limit.
 */
export const sharedLimiter = (origin: string): RateLimiter => {
  const limiter = limiters.get(origin) ?? new RateLimiter();
  limiters.set(origin, limiter);
  return limiter;
};
