import { get, given, granted, item, later, revoke, setStatus, sku, addBySku, step, use, used } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, usesPer } from './settings.js';

const soon = new Date('2026-01-02T00:00:00Z');
const two = [granted('first', { uses: 2, expires: soon }), granted('second', { uses: 3 })] as const;
const second = { entry: 2 };

describe('use of one entry', () => {
  it('takes from it alone, whichever would burn first, and tells what it has left', () =>
    given(...two)
      .when(use(2, second))
      .then(used('second', 2))
      .thenAlso((_world, outcome) => expect(outcome).toMatchObject({ result: { remaining: 1, takes: [second] } })));

  it('is denied beyond what it has left, whatever others have', () =>
    given(...two)
      .when(use(4, second))
      .thenDenied('insufficient_uses', { requested: 4, left: 3 }));

  it('without it, all of them count', () =>
    given(...two)
      .when(use(4))
      .then(used('first', 2), used('second', 2)));

  it.each([
    ['used_up', use(3, second)],
    ['revoked', revoke('second')],
    ['deactivated', setStatus('second', 'inactive')],
  ] as const)('is denied as %s when this one is, though others are usable and newer', (reason, before) =>
    given(...two, before, get('third'))
      .when(use(1, second))
      .thenDenied(reason, { entry: 'second' }, { also: ['insufficient_uses'] }),
  );

  it('is denied as expired or pending when this one is', () =>
    given(...two, setStatus('second', 'pending'), later({ days: 1 }))
      .when(use(1, { entry: 1 }))
      .thenDenied('expired', { entry: 'first' }, { also: ['insufficient_uses'] })
      .when(use(1, second))
      .thenDenied('pending', { pending: 1 }, { also: ['insufficient_uses'] }));

  it('is not held where the entry is of another item, of another SKU, of somebody else, or not there', () =>
    given(
      item('a'),
      item('b'),
      sku('s', { a: 1 }),
      get('one'),
      get('other', { item: 'b' }),
      addBySku('s', { skipInvoice: true }),
    )
      .when(use(1, { entry: 2 }))
      .thenDenied('not_held', {})
      .when(use(1, { entry: 1, sku: 's' }))
      .thenDenied('not_held', {})
      .when(use(1, { entry: 99 }))
      .thenDenied('not_held', {})
      .when(step(({ engine }) => engine.use({ user: 'ben', item: 'a', entry: 1 })))
      .thenDenied('not_held', {}));

  it('asks all other rules, over all entries', () =>
    given(item('a', [consumable(9), usesPer(2, 1, 'day')]), get(['first', 'second']), use(2, { entry: 1 }))
      .when(use(1, second))
      .thenDenied('use_limit_reached', { limit: 2, used: 2, requested: 1 }, { retryAt: soon }));

  it('is part of the command: the same key with another entry is a conflict', () =>
    given(...two, use(1, { key: 'k' }))
      .when(use(1, { key: 'k' }))
      .thenReplayed()
      .when(use(1, { key: 'k', ...second }))
      .thenConflict('idempotency_key_reused', { differences: ['entry'] }));
});
