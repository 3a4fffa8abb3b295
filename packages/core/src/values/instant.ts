/** A moment, in whole milliseconds since 1970-01-01T00:00Z. `Date` at the API, Unix seconds on Knetik's wire. */
export type Instant = number;

export const toDate = (instant: Instant): Date => new Date(instant);
export const toDateOrNull = (instant: Instant | null): Date | null => (instant === null ? null : new Date(instant));

/** The last moment that a `Date` can hold is far beyond this; calendar arithmetic never gets near its end. */
export const latestInstant: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
