/**
 * How long to wait, in milliseconds, from a `Retry-After` of seconds or of a date (RFC 9110); null where there is none that
 * can be read. A date is taken against the answer's own `Date`, so that the two clocks need not agree.
 */
export const retryAfterFrom = (headers: Headers, now: number): number | null => {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  // A bare number is no date, whatever Date.parse makes of it.
  const then = /[a-z:]/i.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(then)) return null;
  const theirs = Date.parse(headers.get('date') ?? '');
  return Math.max(0, then - (Number.isNaN(theirs) ? now : theirs));
};
