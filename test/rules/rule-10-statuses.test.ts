import { entryStatuses, type EntryStatus } from '@holdall/core';
import {
  activated,
  adjusted,
  at,
  get,
  given,
  granted,
  item,
  later,
  setStatus,
  statusChanged,
  sweep,
  use,
  dataChanged,
  expired,
  expiresChanged,
  setBehaviorData,
  setExpiry,
} from '@holdall/testing';
import { describe, it } from 'vitest';
import { consumable, expirable } from './settings.js';

const soon = new Date('2026-01-02T00:00:00Z');
const pairs = entryStatuses.flatMap((from) => entryStatuses.map((to): [EntryStatus, EntryStatus] => [from, to]));

describe('rule 10: an administrator sets any status to any other', () => {
  it.each(pairs)('%s to %s', async (from, to) => {
    const before = from === 'active' ? [] : [setStatus('a', from)];
    const spec = given(item('pass'), get('a'), ...before).when(setStatus('a', to, { actor: 'support' }));
    if (from === to) await spec.thenNothing().thenHolds('a', { status: to });
    else await spec.then(statusChanged('a', from, to, { actor: 'support' })).thenHolds('a', { status: to });
  });

  it('pending for the first time to active starts the expiry', () =>
    given(item('pass', [expirable(1, 'day')]), granted('a', { status: 'pending' }), later({ hours: 1 }))
      .when(setStatus('a', 'active', { actor: 'support' }))
      .then(
        activated('a', {
          actor: 'support',
          from: { status: 'pending', expires: null },
          status: 'active',
          expires: '2026-01-02T01:00:00Z',
          activatedAt: '2026-01-01T01:00:00Z',
        }),
      ));

  it('and only once: pending and active again keeps the expiry', () =>
    given(item('pass', [expirable(1, 'day')]), get('a'), setStatus('a', 'pending'), later({ hours: 1 }))
      .when(setStatus('a', 'active'))
      .then(statusChanged('a', 'pending', 'active'))
      .thenHolds('a', { expires: soon, activatedAt: new Date('2026-01-01T00:00:00Z') }));

  it('an entry that was switched off before it was ever active starts when it becomes so', () =>
    given(item('pass', [expirable(1, 'day')]), granted('a', { status: 'pending' }), setStatus('a', 'inactive'))
      .when(setStatus('a', 'active'))
      .then(activated('a', { from: { status: 'inactive', ended: 'deactivated' }, expires: soon })));

  it('what is pending or switched off is not usable, and says why', () =>
    given(item('pass'), get('a'), setStatus('a', 'pending'))
      .when(use())
      .thenDenied('pending', { pending: 1 })
      .when(setStatus('a', 'inactive'), use())
      .thenDenied('deactivated', { entry: 'a' }));

  it('what is set to what it is already stays as it is', () =>
    given(granted('a', { uses: 5, expires: soon }), use(2))
      .when(
        setExpiry('a', soon),
        setBehaviorData('a', { consumable: { max_use: 5, used: 2 } }),
        setStatus('a', 'active'),
      )
      .thenNothing());

  it('other data replaces all of it, and none is none', () =>
    given(granted('a', { uses: 5 }))
      .when(setBehaviorData('a', { own: { colour: 'red' } }), setBehaviorData('a', null))
      .then(dataChanged('a', { data: { own: { colour: 'red' } } }), dataChanged('a', { data: {} }))
      .thenHolds('a', { data: {}, remaining: null }));

  it('a moment that is over ends an entry at once, and the log says when that was done', () =>
    given(granted('a', { uses: 5 }), later({ days: 3 }))
      .when(setExpiry('a', soon))
      .then(expiresChanged('a', null, soon), expired('a', 5, { at: '2026-01-04T00:00:00Z', ended: 'expired' })));

  it('switched off and on again, an entry has what it had left', () =>
    given(granted('a', { uses: 5 }), use(2), setStatus('a', 'inactive'))
      .when(setStatus('a', 'active'))
      .then(statusChanged('a', 'inactive', 'active', { from: { ended: 'deactivated' }, ended: null }))
      .thenLeft(3));

  it('what had expired has back what it forfeited when its time is made longer and it is made active', () =>
    given(item('pass', [consumable(5)]), granted('a', { uses: 5, expires: soon }), use(2), at(soon), sweep())
      .when(
        { run: (world) => world.engine.setExpiry({ ...world.entry('a'), expires: null }) },
        setStatus('a', 'active'),
      )
      .thenHolds('a', { status: 'active', ended: null, remaining: 3 })
      .thenLeft(3));

  it('what is used up can be made active; it still has nothing left', () =>
    given(granted('a', { uses: 1 }), use())
      .when(setStatus('a', 'active'))
      .then(statusChanged('a', 'inactive', 'active', { from: { ended: 'used_up' } }))
      .when(use())
      .thenDenied('insufficient_uses', { requested: 1, left: 0 }));

  it('what was revoked and is made active again has back what it lost, and the ledger says so', () =>
    given(granted('a', { uses: 5 }), use(2), { run: (world) => world.engine.revoke(world.entry('a')) })
      .when(setStatus('a', 'active'))
      .then(statusChanged('a', 'inactive', 'active', { from: { ended: 'revoked' } }), adjusted('a', 3)));
});
