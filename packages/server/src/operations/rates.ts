import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { TooManyRequests } from '../errors/too-many-requests.js';
import type { Rate, Rates } from '../options.js';

/** Whose counts are kept at once, of each kind. Who has not asked for longest goes first. */
const mostCounted = 50_000;

type Limit = (request: FastifyRequest) => Promise<void>;

/** Who may ask how often. Each counts a request and refuses with `TooManyRequests`. */
export interface RateLimits {
  /** By principal, whom the request must know as its caller already. Undefined: for this one there is no limit. */
  of(principal: Principal): Limit | undefined;
  /** By address: whoever has failed to say who they are, or tries to get a token. */
  readonly strangers: Limit | undefined;
}

/** Addresses are what Fastify takes them for: behind a proxy the host has to set `trustProxy`. IPv6 counts by /64. */
export const rateLimits = async (app: FastifyInstance, rates: Rates): Promise<RateLimits> => {
  await app.register(rateLimit, { global: false });
  const limit = (rate: Rate | null, key?: (request: FastifyRequest) => string): Limit | undefined => {
    if (rate === null) return undefined;
    const { most: max, window: timeWindow } = rate;
    const options = { max, timeWindow, cache: mostCounted, ...(key !== undefined && { keyGenerator: key }) };
    const count = app.createRateLimit(options);
    return async (request) => {
      const counted = await count(request);
      if (!counted.isAllowed && counted.isExceeded) throw new TooManyRequests(counted.ttlInSeconds);
    };
  };
  // A user and a program may have the same name.
  const nameOf = (request: FastifyRequest): string => {
    const { user, name } = callerOf(request)!;
    return JSON.stringify([user, name]);
  };
  const users = limit(rates.users, nameOf);
  const holders = limit(rates.holders, nameOf);
  return {
    of: ({ permissions }) => (permissions.size === 0 ? users : holders),
    strangers: limit(rates.strangers),
  };
};
