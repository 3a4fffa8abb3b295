import {
  adjusted,
  get,
  given,
  granted,
  item,
  later,
  redefine,
  setBehaviorData,
  setStatus,
  sweep,
  use,
  used,
} from '@holdall/testing';
import { describe, it } from 'vitest';
import { consumable, expirable } from './settings.js';

const potion = item('potion', [consumable(3)]);

describe('rule 4: the definition of the item is live', () => {
  it('a maximum that is raised counts for what is held, and the ledger books it when it is next touched', () =>
    given(potion, get('old'), use(1))
      .when(redefine('potion', [consumable(10)]))
      .thenNothing()
      .thenLeft(9)
      .when(use(9))
      .then(adjusted('old', 7), used('old', 9, { ended: 'used_up' })));

  it('a maximum that is lowered below what was used leaves nothing and takes nothing back', () =>
    given(potion, get('old'), use(2), redefine('potion', [consumable(1)]))
      .when(use(1))
      .thenDenied('insufficient_uses', { requested: 1, left: 0 })
      .thenHolds('old', { status: 'active', remaining: 0 })
      .when(redefine('potion', [consumable(4)]))
      .thenLeft(2));

  it('a maximum that goes away, or comes, counts too', () =>
    given(potion, get('old'), use(2), redefine('potion', [consumable(null)]))
      .when(use(5))
      .then(used('old', 5))
      .thenLeft(null)
      .when(redefine('potion', [consumable(8)]), use(1))
      .then(adjusted('old', 5), used('old', 1, { ended: 'used_up' })));

  it('what is used up stays so when the maximum is raised', () =>
    given(potion, get('old'), use(3), redefine('potion', [consumable(9)]))
      .when(use(1))
      .thenDenied('used_up', { entry: 'old' }, { also: ['insufficient_uses'] }));

  it('a maximum of its own stays the entry’s', () =>
    given(potion, granted('own', { uses: 5 }), redefine('potion', [consumable(2)]))
      .when(use(5))
      .then(used('own', 5, { ended: 'used_up' })));

  it('an expiry that was fixed when the entry became active stays the entry’s', () =>
    given(item('pass', [expirable(1, 'day')]), get('old'), redefine('pass', [expirable(1, 'hour')]))
      .when(get('new'))
      .thenHolds('old', { expires: new Date('2026-01-02T00:00:00Z') })
      .thenHolds('new', { expires: new Date('2026-01-01T01:00:00Z') }));

  it('but a pending entry gets the expiry that counts when it becomes active', () =>
    given(
      item('pass', [expirable(1, 'day')]),
      granted('old', { status: 'pending' }),
      redefine('pass', [expirable(2, 'hour')]),
    )
      .when(later({ hours: 1 }), setStatus('old', 'active'))
      .thenHolds('old', { expires: new Date('2026-01-01T03:00:00Z') }));

  it('administrators change the counter, and the ledger books the difference', () =>
    given(potion, get('old'), use(2), setBehaviorData('old', { consumable: { used: 0 } }))
      .when(use(3))
      .then(used('old', 3, { ended: 'used_up' })));

  it('a sweep books nothing for what has not expired', () =>
    given(potion, get('old'), redefine('potion', [consumable(10)]))
      .when(sweep())
      .thenNothing());
});
