/** A day of the calendar as `yyyy-MM-dd`, years 0000 to 9999. It has no time zone, and is never made an instant on its way. */
export type Day = string;

export const isDay = (value: unknown): value is Day => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const midnight = midnightOf(value);
  return !Number.isNaN(midnight.getTime()) && dayOf(midnight) === value;
};

/** So many days later, or with a negative number earlier; null where that is outside of the years 0000 to 9999. */
export const daysAfter = (day: Day, days: number): Day | null => {
  const moved = midnightOf(day);
  moved.setUTCDate(moved.getUTCDate() + days);
  const result = dayOf(moved);
  return isDay(result) ? result : null;
};

/** The day in UTC in which a moment falls. */
export const dayOf = (moment: Date): Day => moment.toISOString().split('T', 1)[0]!;

/** The first moment of a day in UTC. */
export const midnightOf = (day: Day): Date => new Date(`${day}T00:00:00.000Z`);
