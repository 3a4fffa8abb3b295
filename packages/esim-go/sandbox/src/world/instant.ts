import { UTCDate } from '@date-fns/utc';
import { add } from 'date-fns';

/** Milliseconds since 1970, of the virtual clock unless something else is said. */
export type Instant = number;

export const second = 1000;
export const hour = 3600 * second;
export const day = 24 * hour;

/** On the calendar, in UTC. */
export const monthsAfter = (start: Instant, months: number): Instant => add(new UTCDate(start), { months }).getTime();
