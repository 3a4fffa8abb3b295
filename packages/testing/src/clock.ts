import { after, type Clock, type Instant, type Timers } from '@holdall/core';

/** A moment as a test writes it: `'2026-02-28T23:59:59.999Z'`, `'2026-03-01'` (midnight in UTC), or a Date. */
export type Moment = Date | string;

/** A length of time on the UTC calendar. */
export interface Duration {
  readonly years?: number;
  readonly months?: number;
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/** Where every test begins, unless it says otherwise. */
export const beginning = new Date('2026-01-01T00:00:00Z');

const units = [
  ['years', 'year'],
  ['months', 'month'],
  ['weeks', 'week'],
  ['days', 'day'],
  ['hours', 'hour'],
  ['minutes', 'minute'],
  ['seconds', 'second'],
  ['milliseconds', 'millisecond'],
] as const;

/** @throws TypeError for what is no moment, or a text that the process's time zone would have a say in. */
export const moment = (value: Moment): Date => {
  const zoned = value instanceof Date || /^\d{4}-\d\d-\d\d(T.*Z)?$/.test(value);
  const date = new Date(value);
  if (!zoned || Number.isNaN(date.getTime())) {
    throw new TypeError(`${JSON.stringify(value)} is no moment: write a Date, '2026-01-31' or '2026-01-31T10:00:00Z'.`);
  }
  return date;
};

/** Something that was asked to happen at a moment. */
interface Appointment {
  readonly at: Instant;
  readonly call: () => void;
}

/** A clock that stands still until a test moves it, and never goes back. A worker's timers go by it, too. */
export class TestClock implements Clock, Timers {
  #now: Instant;
  readonly #appointments = new Set<Appointment>();

  constructor(
    start: Moment = beginning,
    /** The next moment after `now` at which something changes; null if there is none. */
    private readonly nextChange: (now: Instant) => Promise<Instant | null> = async () => null,
  ) {
    this.#now = moment(start).getTime();
  }

  now(): Instant {
    return this.#now;
  }

  get time(): Date {
    return new Date(this.#now);
  }

  /** @throws RangeError for a moment that is over. */
  set(to: Moment): Date {
    const next = moment(to);
    if (next.getTime() < this.#now) {
      throw new RangeError(
        `The clock is at ${this.time.toISOString()} and cannot go back to ${next.toISOString()}: start a test earlier with createTestEngine({ start }).`,
      );
    }
    for (let due = this.#nextUntil(next.getTime()); due !== null; due = this.#nextUntil(next.getTime())) {
      this.#appointments.delete(due);
      this.#now = due.at;
      due.call();
    }
    this.#now = next.getTime();
    return next;
  }

  /** For workers: happens when the clock is moved there. What it begins is awaited with `worker.idle()`. */
  after(milliseconds: number, call: () => void): () => void {
    const appointment = { at: this.#now + milliseconds, call };
    this.#appointments.add(appointment);
    return () => void this.#appointments.delete(appointment);
  }

  /** At once: nobody has to move the clock for it. */
  async pause(): Promise<void> {}

  /** Always in the middle, so that intervals are as long as they are said to be. */
  random(): number {
    return 0.5;
  }

  /** Moves on by the calendar in UTC, the largest unit first: 31 January and one month is 28 or 29 February. */
  advance(by: Duration): Date {
    const moved = units.reduce((at, [field, unit]) => after(at, { length: by[field] ?? 0, unit }), this.#now);
    return this.set(new Date(moved));
  }

  /** Moves to the next moment at which time alone changes something for anybody. Stays, and answers null, if there is none. */
  async toNextChange(): Promise<Date | null> {
    const next = await this.nextChange(this.#now);
    return next === null ? null : this.set(new Date(next));
  }

  #nextUntil(end: Instant): Appointment | null {
    let next: Appointment | null = null;
    for (const one of this.#appointments) if (one.at <= end && (next === null || one.at < next.at)) next = one;
    return next;
  }
}
