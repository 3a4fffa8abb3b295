/** The moment that `Retry-After` names, in seconds from now or as a date; null: there is none, or it cannot be read. */
export const retryAfterIn = (headers: Headers, now: number): Date | null => {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return new Date(now + Number(text) * 1000);
  // Dates have letters: without this, "-1" and "1.5" would be years.
  const moment = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : new Date(moment);
};
