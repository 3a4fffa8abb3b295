import type { UnitOfTime } from '@holdall/core';
import {
  createTestEngine,
  at,
  check,
  get,
  given,
  granted,
  item,
  later,
  reverse,
  revoke,
  startingAt,
  use,
  used,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, getsPer, usesPer } from './settings.js';

const start = new Date('2026-01-01T00:00:00Z');
const away = (moment: Date, milliseconds: number) => new Date(moment.getTime() + milliseconds);

describe('rule 6: what happened counts while t > now - length', () => {
  const hourLater = away(start, 3_600_000);

  it.each([
    [-1, 'denied'],
    [0, 'allowed'],
    [1, 'allowed'],
  ])('%i ms from the edge: %s, for gets and for uses', async (milliseconds, expected) => {
    const items = [item('daily', [getsPer(1, 1, 'hour'), usesPer(1, 1, 'hour')]), get('first'), use()];
    const moment = at(away(hourLater, milliseconds));
    const gets = given(...items, moment).when(get('second'));
    const uses = given(...items, moment).when(use());
    if (expected === 'allowed') {
      await gets.then(granted('second'));
      await uses.then(used('first', 1));
    } else {
      const facts = { limit: 1, requested: 1 };
      await gets.thenDenied('get_limit_reached', { ...facts, group: 'item-1', got: 1 }, { retryAt: hourLater });
      await uses.thenDenied('use_limit_reached', { ...facts, used: 1 }, { retryAt: hourLater });
    }
  });

  it.each<[string, number, UnitOfTime, string]>([
    // Where the month has no such day, the window ends when that month is over.
    ['2026-01-31T10:00:00Z', 1, 'month', '2026-03-01T00:00:00Z'],
    ['2026-01-29T10:00:00Z', 1, 'month', '2026-03-01T00:00:00Z'],
    ['2026-01-28T10:00:00Z', 1, 'month', '2026-02-28T10:00:00Z'],
    ['2028-01-29T10:00:00Z', 1, 'month', '2028-02-29T10:00:00Z'],
    ['2028-01-30T10:00:00Z', 1, 'month', '2028-03-01T00:00:00Z'],
    ['2026-02-28T10:00:00Z', 1, 'month', '2026-03-28T10:00:00Z'],
    ['2026-04-30T23:59:59.999Z', 1, 'month', '2026-05-30T23:59:59.999Z'],
    ['2026-10-31T00:00:00Z', 4, 'month', '2027-03-01T00:00:00Z'],
    ['2028-02-29T10:00:00Z', 1, 'year', '2029-03-01T00:00:00Z'],
    ['2027-02-28T10:00:00Z', 1, 'year', '2028-02-28T10:00:00Z'],
    ['2026-03-08T09:30:00Z', 1, 'day', '2026-03-09T09:30:00Z'],
    ['2026-01-01T00:00:00Z', 2, 'week', '2026-01-15T00:00:00Z'],
  ])('of %s, a window of %i %s ends once, at %s, and stays over', async (moment, length, unit, end) => {
    const { engine, clock } = await createTestEngine({ start: moment });
    const behaviors = [getsPer(1, length, unit), usesPer(1, length, unit)];
    await engine.createItem({ item: { name: 'Daily', unique_key: 'daily', behaviors } });
    const asked = { user: 'ann', item: 'daily' };
    await engine.grant(asked);
    await engine.use(asked);
    const answers = async () => [await engine.check(asked), await engine.check({ ...asked, action: 'get' })];
    const first = await answers();
    const moments = first.map((decision) => (decision.allowed ? null : decision.retryAt));
    const retryAt = new Date(end);
    expect(moments).toEqual([retryAt, retryAt]);
    clock.set(away(retryAt, -1));
    expect((await answers()).map(({ allowed }) => allowed)).toEqual([false, false]);
    clock.set(retryAt);
    expect((await answers()).map(({ allowed }) => allowed)).toEqual([true, true]);
    // Months have other lengths: whatever the day, what is over does not come back.
    for (let day = 1; day <= 65; day += 1) {
      clock.advance({ hours: 12 });
      expect((await answers()).map(({ allowed }) => allowed)).toEqual([true, true]);
    }
  });

  const minutes = (count: number) => ({ retryAt: away(start, count * 60_000) });

  it.each([
    [1, minutes(60)],
    [2, minutes(70)],
    [3, minutes(80)],
    [4, { retryAt: null }],
  ])('room for %i of 3 comes when the oldest have left', async (quantity, when) => {
    const history = [get('a'), later({ minutes: 10 }), get('b'), later({ minutes: 10 }), get('c')];
    await given(item('daily', [getsPer(3, 1, 'hour')]), ...history)
      .when(check('get', { quantity }))
      .thenDenied('get_limit_reached', { group: 'item-1', limit: 3, got: 3, requested: quantity }, when);
    const uses = [get('a'), use(), later({ minutes: 10 }), use(), later({ minutes: 10 }), use()];
    await given(item('daily', [usesPer(3, 1, 'hour')]), ...uses)
      .when(check('use', { quantity }))
      .thenDenied('use_limit_reached', { limit: 3, used: 3, requested: quantity }, when);
  });

  it('a use counts with its quantity, over all entries', () =>
    given(item('shot', [consumable(2), usesPer(3, 1, 'hour')]), get(['a', 'b']))
      .when(use(3))
      .then(used('a', 2), used('b', 1))
      .when(use(1))
      .thenDenied('use_limit_reached', { limit: 3, used: 3, requested: 1 }));

  it('what was given back does not count', () =>
    given(item('shot', [usesPer(3, 1, 'hour')]), get('a'), use(3), reverse(2))
      .when(use(2))
      .then(used('a', 2))
      .when(use(1))
      .thenDenied('use_limit_reached', { limit: 3, used: 3, requested: 1 }));

  it('inactive entries count for gets', () =>
    given(item('daily', [getsPer(1, 1, 'hour')]), get('a'), revoke('a'))
      .when(get('b'))
      .thenDenied('get_limit_reached', { group: 'item-1', limit: 1, got: 1, requested: 1 }, minutes(60)));

  it('a group shares its window', () =>
    given(item('red', [getsPer(1, 1, 'hour', 'colours')]), item('blue', [getsPer(1, 1, 'hour', 'colours')]), get('a'))
      .when(get('b', { item: 'blue' }))
      .thenDenied('get_limit_reached', { group: 'colours', limit: 1, got: 1, requested: 1 }, minutes(60)));

  it('without a number of uses the window does not ask', () =>
    given(item('shot', [usesPer(null, 1, 'hour')]), get('a'))
      .when(use(1000))
      .then(used('a', 1000)));

  it('no get is ever allowed where the limit is 0, and no time helps', () =>
    given(item('never', [getsPer(0, 1, 'hour')]))
      .when(get('a'))
      .thenDenied('get_limit_reached', { group: 'item-1', limit: 0, got: 0, requested: 1 }, { retryAt: null }));

  it('others have windows of their own', () =>
    given(item('daily', [getsPer(1, 1, 'hour')]), get('a'), startingAt(start))
      .when(get('b', { user: 'ben' }))
      .then(granted('b')));
});
