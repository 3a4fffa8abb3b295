/** What an answer tells of the rate limit; null where it does not. */
export interface RateFacts {
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Milliseconds until the window is over; never negative. */
  readonly resetsIn: number | null;
  /** How much of the limit this request used up. */
  readonly cost: number | null;
}

export const rateFactsFrom = (headers: Headers, now = Date.now()): RateFacts => {
  const reset = Date.parse(headers.get('x-ratelimit-reset') ?? '');
  return {
    limit: atLeast(1, headers.get('x-ratelimit-limit')),
    remaining: atLeast(0, headers.get('x-ratelimit-remaining')),
    resetsIn: Number.isNaN(reset) ? null : Math.max(0, reset - now),
    cost: atLeast(1, headers.get('x-ratelimit-cost')),
  };
};

const atLeast = (least: number, text: string | null): number | null => {
  const value = /^\d+$/.test(text ?? '') ? Number(text) : NaN;
  return value >= least ? value : null;
};
