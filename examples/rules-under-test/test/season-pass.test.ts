import { at, expired, get, given, item, later, startingAt, sweep, use, used } from '@holdall/testing';
import { it } from 'vitest';
import { seasonPass } from '../src/season-pass.js';

const bought = [startingAt('2028-01-31T09:00:00Z'), item('season pass', seasonPass), get('pass')];

it('lasts a month from the first ride, and what is left then is forfeited', () =>
  given(...bought, use(3))
    .when(at('2028-02-29T08:59:59.999Z'), use(3), at('2028-02-29T09:00:00Z'), sweep())
    .then(used('pass', 3), expired('pass', 4, { at: '2028-02-29T09:00:00Z' })));

it('is good for three rides a day', () =>
  given(...bought, use(2), later({ hours: 1 }))
    .when(use(2))
    .thenDenied('use_limit_reached', { limit: 3, used: 2, requested: 2 }, { retryAt: '2028-02-01T09:00:00Z' })
    .when(later({ hours: 23 }), use(2))
    .then(used('pass', 2))
    .thenLeft(6));

it('can be bought again only when it is over', () =>
  given(...bought, use())
    .when(get('second'))
    .thenDenied('limit_reached', undefined, { retryAt: '2028-02-29T09:00:00Z' })
    .when(at('2028-02-29T09:00:00Z'), get('second'))
    .thenLists('second'));
