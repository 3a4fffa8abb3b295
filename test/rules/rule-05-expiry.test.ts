import {
  activated,
  get,
  given,
  granted,
  item,
  later,
  reverse,
  setExpiry,
  setStatus,
  startingAt,
  use,
  used,
} from '@holdall/testing';
import type { UnitOfTime } from '@holdall/core';
import { describe, it } from 'vitest';
import { consumable, expirable } from './settings.js';

describe('rule 5: an expiry is counted on the calendar, in UTC', () => {
  it.each<[string, number, UnitOfTime, string]>([
    ['2026-01-31T10:00:00Z', 1, 'month', '2026-02-28T10:00:00Z'],
    ['2028-01-31T10:00:00Z', 1, 'month', '2028-02-29T10:00:00Z'],
    ['2028-01-31T00:00:00Z', 1, 'month', '2028-02-29T00:00:00Z'],
    ['2026-01-31T23:59:59.999Z', 1, 'month', '2026-02-28T23:59:59.999Z'],
    ['2026-01-31T10:00:00Z', 2, 'month', '2026-03-31T10:00:00Z'],
    ['2026-03-31T10:00:00Z', 1, 'month', '2026-04-30T10:00:00Z'],
    ['2026-11-30T10:00:00Z', 3, 'month', '2027-02-28T10:00:00Z'],
    ['2026-12-31T23:00:00Z', 1, 'month', '2027-01-31T23:00:00Z'],
    ['2028-02-29T10:00:00Z', 1, 'year', '2029-02-28T10:00:00Z'],
    ['2028-02-29T10:00:00Z', 4, 'year', '2032-02-29T10:00:00Z'],
    ['2028-02-28T10:00:00Z', 1, 'day', '2028-02-29T10:00:00Z'],
    ['2027-02-28T10:00:00Z', 1, 'day', '2027-03-01T10:00:00Z'],
    // Where clocks are put forward or the date line was moved, a day has another length; in UTC never.
    ['2026-03-08T09:30:00Z', 1, 'day', '2026-03-09T09:30:00Z'],
    ['2026-10-25T00:30:00Z', 1, 'week', '2026-11-01T00:30:00Z'],
    ['2026-01-01T00:00:00Z', 90, 'minute', '2026-01-01T01:30:00Z'],
    ['2026-01-01T00:00:00Z', 1, 'second', '2026-01-01T00:00:01Z'],
    ['2026-01-01T00:00:00Z', 1, 'millisecond', '2026-01-01T00:00:00.001Z'],
  ])('%s and %i %s: %s', (start, length, unit, expires) =>
    given(startingAt(start), item('pass', [expirable(length, unit)]))
      .when(get('pass'))
      .then(granted('pass', { expires })),
  );
});

describe('rule 5: when it starts', () => {
  const day = new Date('2026-01-02T00:00:00Z');

  it('when the entry becomes active, not when it is granted', () =>
    given(item('pass', [expirable(1, 'day')]), granted('pass', { status: 'pending' }))
      .when(later({ hours: 5 }), setStatus('pass', 'active'))
      .then(activated('pass', { expires: '2026-01-02T05:00:00Z', from: { expires: null } })));

  it('at its first use, where the item says so', () =>
    given(item('pass', [consumable(9), expirable(1, 'day', 'first_use')]), get('pass'), later({ days: 40 }))
      .when(use(1))
      .then(used('pass', 1, { expires: '2026-02-11T00:00:00Z' }))
      .when(later({ hours: 1 }), use(1))
      .then(used('pass', 1))
      .thenHolds('pass', { expires: new Date('2026-02-11T00:00:00Z') }));

  it('once: a first use that was given back does not start it again', () =>
    given(item('pass', [consumable(9), expirable(1, 'day', 'first_use')]), get('pass'), use(1), reverse())
      .when(later({ hours: 1 }), use(1))
      .thenHolds('pass', { expires: day }));

  it('never, where the entry has an expiry of its own', () =>
    given(item('pass', [expirable(1, 'year')]))
      .when(get('pass', { expires: day }))
      .thenHolds('pass', { expires: day }));

  it('and an expiry that was taken away does not come back with the next use', () =>
    given(item('pass', [expirable(1, 'day')]), get('pass'), setExpiry('pass', null))
      .when(use(1))
      .thenHolds('pass', { expires: null }));

  it('not at the first use either, where somebody set an expiry before', () =>
    given(item('pass', [expirable(1, 'year', 'first_use')]), get('pass'), setExpiry('pass', day))
      .when(use(1))
      .thenHolds('pass', { expires: day }));

  it('a first use counts for the entries that it takes from, and for no others', () =>
    given(item('pass', [consumable(1), expirable(1, 'day', 'first_use')]), get(['a', 'b']))
      .when(use(1))
      .thenHolds('a', { expires: day })
      .thenHolds('b', { expires: null }));
});
