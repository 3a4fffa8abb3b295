import { describe, expect, it } from 'vitest';
import { retryAfterFrom } from '../../src/client/call/retry-after.js';

const now = Date.parse('2026-03-01T12:00:00Z');
const date = 'Sun, 01 Mar 2026 12:00:00 GMT';

describe('Retry-After', () => {
  it.each([
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['zero', { 'retry-after': '0' }, 0],
    ['part of a second', { 'retry-after': '0.25' }, 250],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
    ['a date that is over', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    // Their clock is an hour ahead of ours: what counts is the distance.
    [
      'a date, by their own clock',
      { 'retry-after': 'Sun, 01 Mar 2026 13:00:05 GMT', date: 'Sun, 01 Mar 2026 13:00:00 GMT' },
      5000,
    ],
    ['an ISO date', { 'retry-after': '2026-03-01T12:00:10Z', date }, 10_000],
    ['a negative number', { 'retry-after': '-5' }, null],
    ['nonsense', { 'retry-after': 'later' }, null],
    ['nothing', { 'retry-after': '' }, null],
    ['no header', {}, null],
  ])('as %s', (_form, headers, expected) => {
    expect(retryAfterFrom(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});
