import { inBurnOrder, type Entry } from '@holdall/core';
import { addBySku, at, check, get, given, granted, item, later, setExpiry, sku, use, used } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

const soon = new Date('2026-01-02T00:00:00Z');
const late = new Date('2026-06-01T00:00:00Z');

describe('rule 2: a use burns the soonest-expiring entries first', () => {
  it('takes one unless it says otherwise', () =>
    given(granted('only', { uses: 10 }))
      .when(use())
      .then(used('only', 1))
      .thenLeft(9));

  it('spills over to the next entry when the first runs out', () =>
    given(granted('forever', { uses: 100 }), granted('expiring', { uses: 20, expires: soon }))
      .when(use(30))
      .then(used('expiring', 20), used('forever', 10))
      .thenLeft(90));

  it('spans as many entries as it takes', () =>
    given(
      granted('forever', { uses: 5 }),
      granted('late', { uses: 3, expires: late }),
      granted('soon', { uses: 2, expires: soon }),
    )
      .when(use(9))
      .then(used('soon', 2), used('late', 3), used('forever', 4))
      .thenLeft(1));

  it('is refused as a whole when the entries do not cover it', () =>
    given(granted('a', { uses: 4 }), granted('b', { uses: 6 }))
      .when(use(10), use(1))
      .thenDenied('used_up', { entry: 'b' }, { also: ['insufficient_uses'] }));

  it.each([
    [10, null],
    [11, { requested: 11, left: 10 }],
  ])('%i of 10 over two entries', async (quantity, facts) => {
    const spec = given(granted('a', { uses: 4 }), granted('b', { uses: 6 })).when(use(quantity));
    if (facts === null) await spec.then(used('a', 4), used('b', 6)).thenLeft(0);
    else await spec.thenDenied('insufficient_uses', facts).thenLeft(10);
  });

  it('passes over entries that are not usable', () =>
    given(
      granted('over', { uses: 1, expires: soon }),
      granted('waiting', { uses: 1, status: 'pending' }),
      granted('good', { uses: 1 }),
      at(soon),
    )
      .when(use())
      .then(used('good', 1, { ended: 'used_up' })));

  it('follows an expiry that was changed', () =>
    given(granted('a', { uses: 1, expires: soon }), granted('b', { uses: 1, expires: late }), setExpiry('a', null))
      .when(use())
      .then(used('b', 1)));

  it('of equal expiry, burns the oldest', () =>
    given(
      granted('older', { uses: 1, expires: late }),
      later({ hours: 1 }),
      granted('newer', { uses: 1, expires: late }),
    )
      .when(use(), use())
      .then(used('older', 1), used('newer', 1)));

  it('burns only what came with a SKU, when one is named', () =>
    given(
      item('ticket', [consumable(2)]),
      sku('fair', { ticket: 1 }),
      granted('own', { uses: 9 }),
      addBySku('fair', { skipInvoice: true, as: ['bought'] }),
    )
      .when(use(2, { sku: 'fair' }))
      .then(used('bought', 2))
      .when(use(1, { sku: 'fair' }))
      .thenDenied('used_up', { entry: 'bought' }, { also: ['insufficient_uses'] })
      .when(check('use', { sku: 'other' }))
      .thenDenied('not_held', {}, { also: ['insufficient_uses'] })
      .when(get('more'), use(1))
      .then(granted('more', { uses: 2 }), used('own', 1)));
});

describe('the burn order', () => {
  const entry = (id: number, createdAt: number, expires: number | null) => ({ id, createdAt, expires }) as Entry;
  // Soonest expiry (none last), oldest, lowest id.
  const inOrder = [
    entry(9, 9, 10),
    entry(1, 1, 11),
    entry(2, 1, 11),
    entry(8, 0, null),
    entry(3, 5, null),
    entry(4, 5, null),
  ];

  it('has no ties, wherever the entries came from', () => {
    for (let turn = 0; turn < inOrder.length; turn += 1) {
      const turned = [...inOrder.slice(turn), ...inOrder.slice(0, turn)];
      expect(inBurnOrder(turned)).toEqual(inOrder);
      expect(inBurnOrder(turned.toReversed())).toEqual(inOrder);
    }
  });
});
