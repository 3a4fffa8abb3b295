/*
 * Time as the model has it: nothing but Date's UTC getters and setters, one obvious step after another. Written apart
 * from core's on purpose.
 */
export interface Length {
  readonly time_length: number;
  readonly unit_of_time: string;
}

const sizes: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

const monthsIn = ({ time_length, unit_of_time }: Length): number =>
  unit_of_time === 'year' ? 12 * time_length : time_length;

const daysIn = (year: number, month: number): number => {
  const lastDay = new Date(0);
  lastDay.setUTCFullYear(year, month + 1, 0);
  return lastDay.getUTCDate();
};

/** The same time of day so many units later; on the last day of the month where the month has no such day. */
export const later = (moment: number, length: Length): number => {
  const size = sizes[length.unit_of_time];
  if (size !== undefined) return moment + size * length.time_length;
  const date = new Date(moment);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + monthsIn(length);
  const [year, month] = [Math.floor(months / 12), months % 12];
  const day = Math.min(date.getUTCDate(), daysIn(year, month));
  date.setUTCFullYear(year, month, day);
  return date.getTime();
};

/** When something that happened at `t` leaves a window, for good; where there is no such day, when the month is over. */
export const leaves = (t: number, length: Length): number => {
  const end = later(t, length);
  if (length.unit_of_time in sizes || new Date(end).getUTCDate() === new Date(t).getUTCDate()) return end;
  const nextMonth = new Date(end);
  nextMonth.setUTCHours(0, 0, 0, 0);
  nextMonth.setUTCDate(daysIn(nextMonth.getUTCFullYear(), nextMonth.getUTCMonth()) + 1);
  return nextMonth.getTime();
};

export const counts = (t: number, now: number, length: Length): boolean => now < leaves(t, length);
