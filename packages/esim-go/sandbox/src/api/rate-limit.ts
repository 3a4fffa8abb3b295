import { produce } from 'immer';
import { second, type Instant } from '../world/instant.js';
import type { World } from '../world/world.js';

export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends. */
  readonly reset: Instant;
  readonly cost: number;
  readonly exceeded: boolean;
}

interface Call {
  readonly operation: string;
  readonly ip: string;
  /** By the clock that the settings name. */
  readonly now: Instant;
}

/** A fixed window of a second per address, shared by all keys behind it. A call that exceeds it costs nothing. */
export const spendTokens = (
  world: World,
  { operation, ip, now }: Call,
): { readonly world: World; readonly allowance: Allowance } => {
  const { enabled, perSecond: limit, costs } = world.settings.rateLimit;
  const cost = costs[operation] ?? 1;
  const from = Math.floor(now / second) * second;
  const reset = from + second;
  if (!enabled) return { world, allowance: { limit, remaining: limit, reset, cost, exceeded: false } };
  const window = world.rateWindows[ip];
  const spent = window?.from === from ? window.used : 0;
  const exceeded = spent + cost > limit;
  const used = exceeded ? spent : spent + cost;
  const after = produce(world, (draft) => {
    draft.rateWindows[ip] = { from, used };
  });
  return { world: after, allowance: { limit, remaining: limit - used, reset, cost, exceeded } };
};
