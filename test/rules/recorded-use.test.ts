import type { Behavior } from '@holdall/core';
import {
  adjusted,
  check,
  createTestEngine,
  expired,
  get,
  given,
  granted,
  item,
  knowing,
  later,
  recordUse,
  redefine,
  reverse,
  reversed,
  revoke,
  revoked,
  setBehaviorData,
  setExpiry,
  setStatus,
  step,
  use,
  used,
  type World,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, expirable, forGuests, usesPer } from './settings.js';

const day = { days: 1 };
const start = new Date('2026-01-01T00:00:00Z');
const soon = new Date('2026-01-02T00:00:00Z');

/** The ledger of an entry, which must add up (rule 14); what is not named is 0. */
const ledgerIs = (label: string, expected: object) => async (world: World) => {
  const ledger = await world.engine.ledger(world.entry(label));
  const { remaining } = await world.engine.entry(world.entry(label));
  expect(ledger).toEqual({ granted: 0, adjusted: 0, used: 0, expired: 0, revoked: 0, remaining: 0, ...expected });
  expect(ledger.granted + ledger.adjusted).toBe(ledger.remaining + ledger.used + ledger.expired + ledger.revoked);
  if (remaining !== null) expect(ledger.remaining).toBe(remaining);
};

const answers = (expected: object) => (_world: World, outcome: unknown) =>
  expect(outcome).toMatchObject({ ok: true, result: expected });

describe('recordUse: a meter says what was used of an entry in all', () => {
  it('books what the entry did not know of, as a use of its own', () =>
    given(granted('a', { uses: 10 }))
      .when(recordUse('a', 4, { info: 'from afar', actor: 'meter' }))
      .then(used('a', 4, { info: 'from afar', actor: 'meter', at: start }))
      .thenAlso(answers({ use: 1, quantity: 4, used: 4, replayed: false, entry: { id: 1, remaining: 6 } }))
      .when(recordUse('a', 7))
      .then(used('a', 3))
      .thenAlso(answers({ use: 2, quantity: 3, used: 7 }))
      .thenLeft(3));

  it('counts what was used through `use`, too', () =>
    given(granted('a', { uses: 10 }), use(3))
      .when(recordUse('a', 5))
      .then(used('a', 2))
      .thenLeft(5));

  it.each([0, 3, 4])('changes nothing when it says as much or less: %i of 4', (total) =>
    given(granted('a', { uses: 10 }), recordUse('a', 4))
      .when(recordUse('a', total))
      .thenNothing()
      .thenAlso(answers({ use: null, quantity: 0, used: 4, entry: { remaining: 6 } })),
  );

  it('writes nothing about an entry that has expired meanwhile when there is nothing to book', () =>
    given(granted('a', { uses: 10, expires: soon }), recordUse('a', 4), later(day))
      .when(recordUse('a', 4))
      .thenNothing()
      .thenAlso(answers({ quantity: 0, entry: { status: 'inactive', ended: 'expired', remaining: 0 } })));

  it('is about this entry only, whichever would burn first', () =>
    given(granted('first', { uses: 5, expires: soon }), granted('second', { uses: 5 }))
      .when(recordUse('second', 2))
      .then(used('second', 2)));

  it('asks no rule, but what it books counts for rules', () =>
    given(item('data', [consumable(10), usesPer(2, 1, 'day'), forGuests(false)]), get('a'))
      .when(recordUse('a', 6))
      .then(used('a', 6))
      .when(check('use'))
      .thenDenied('use_limit_reached', { limit: 2, used: 6, requested: 1 }, { retryAt: soon }));

  it('lets rules count beyond what is counted exactly', () =>
    given(item('data', [consumable(null), usesPer(2, 1, 'day')]), get(['a', 'b']))
      .when(recordUse('a', 2 ** 53 - 1), recordUse('b', 2 ** 53 - 1), check('use'))
      .thenDenied('use_limit_reached', { limit: 2, used: 2 ** 53 - 1, requested: 1 }, { retryAt: soon }));

  it('is not found for somebody else or where there is none', () =>
    given(granted('a', { uses: 1 }))
      .when(step(({ engine }) => engine.recordUse({ user: 'ben', entry: 1, used: 1 })))
      .thenNotFound('entry')
      .when(step(({ engine }) => engine.recordUse({ user: 'ann', entry: 2, used: 1 })))
      .thenNotFound('entry'));

  it('answers a repeated key with the first answer; another total under it is a conflict', () =>
    given(granted('a', { uses: 9 }), recordUse('a', 4, { key: 'k' }), recordUse('a', 6))
      .when(recordUse('a', 4, { key: 'k' }))
      .thenReplayed()
      .thenAlso(answers({ use: 1, quantity: 4, used: 4 }))
      .when(recordUse('a', 5, { key: 'k' }))
      .thenConflict('idempotency_key_reused', { differences: ['used'] }));
});

describe('recordUse and the maximum', () => {
  it('makes the entry used up when it is reached, in the same record', () =>
    given(granted('a', { uses: 5 }))
      .when(recordUse('a', 5))
      .then(used('a', 5, { status: 'inactive', ended: 'used_up' }))
      .thenAlso(ledgerIs('a', { granted: 5, used: 5 })));

  it('books all of it when it is passed, and the ledger gives what was beyond', () =>
    given(granted('a', { uses: 5 }), use(2))
      .when(recordUse('a', 8))
      .then(adjusted('a', 3), used('a', 6, { status: 'inactive', ended: 'used_up' }))
      .thenAlso(ledgerIs('a', { granted: 5, adjusted: 3, used: 8 })));

  it('counts with the live definition', () =>
    given(item('data', [consumable(5)]), get('a'), recordUse('a', 2), redefine('data', [consumable(9)]))
      .when(recordUse('a', 7))
      .then(adjusted('a', 4), used('a', 5))
      .thenAlso(ledgerIs('a', { granted: 5, adjusted: 4, used: 7, remaining: 2 })));
});

describe('recordUse of an entry that is over: the use is booked, and what it is stays', () => {
  it('expired, also when nobody has noticed yet', () =>
    given(granted('a', { uses: 10, expires: soon }), recordUse('a', 4), later({ days: 2 }))
      .when(recordUse('a', 9, { at: new Date('2026-01-01T23:00:00Z') }))
      .then(expired('a', 6, { at: soon }), adjusted('a', 5), used('a', 5, { at: new Date('2026-01-01T23:00:00Z') }))
      .thenHolds('a', { status: 'inactive', ended: 'expired', remaining: 0 })
      .thenAlso(ledgerIs('a', { granted: 10, adjusted: 5, used: 9, expired: 6 })));

  it('used up', () =>
    given(granted('a', { uses: 3 }), use(3))
      .when(recordUse('a', 5))
      .then(adjusted('a', 2), used('a', 2))
      .thenHolds('a', { status: 'inactive', ended: 'used_up', remaining: 0 })
      .thenAlso(ledgerIs('a', { granted: 3, adjusted: 2, used: 5 })));

  it('revoked', () =>
    given(granted('a', { uses: 3 }), revoke('a'))
      .when(recordUse('a', 3))
      .then(adjusted('a', 3), used('a', 3))
      .thenHolds('a', { status: 'inactive', ended: 'revoked', remaining: 0 })
      .thenAlso(ledgerIs('a', { granted: 3, adjusted: 3, used: 3, revoked: 3 })));

  it('switched off: it still has what it has left, and less of it', () =>
    given(granted('a', { uses: 3 }), setStatus('a', 'inactive'))
      .when(recordUse('a', 2))
      .then(used('a', 2))
      .thenHolds('a', { status: 'inactive', ended: 'deactivated', remaining: 1 })
      .thenAlso(ledgerIs('a', { granted: 3, used: 2, remaining: 1 }))
      .when(recordUse('a', 4))
      .then(adjusted('a', 1), used('a', 2))
      .thenHolds('a', { status: 'inactive', ended: 'deactivated', remaining: 0 }));
});

describe('recordUse of a pending entry', () => {
  it('is booked and activates nothing, also where it uses all of it', () =>
    given(granted('a', { uses: 3, status: 'pending' }))
      .when(recordUse('a', 2))
      .then(used('a', 2))
      .thenHolds('a', { status: 'pending', activatedAt: null, remaining: 1 })
      .when(recordUse('a', 3))
      .then(used('a', 1))
      .thenHolds('a', { status: 'pending', ended: null, remaining: 0 }));

  it('leaves a first use to start the clock to what comes after the activation', () =>
    given(
      item('data', [consumable(9), expirable(1, 'day', 'first_use')]),
      get('a', { status: 'pending' }),
      recordUse('a', 2),
      setStatus('a', 'active'),
    )
      .when(recordUse('a', 3))
      .then(used('a', 1, { expires: soon })));
});

describe('recordUse and time', () => {
  const trial = [item('data', [consumable(9), expirable(1, 'day', 'first_use')]), get('a')] as const;

  it('starts an expiry that waits for the first use', () =>
    given(...trial)
      .when(recordUse('a', 1))
      .then(used('a', 1, { expires: soon })));

  it('starts it when the meter says it was, and what is over by then expires at its own moment', () =>
    given(...trial, later({ days: 3 }))
      .when(recordUse('a', 4, { at: start }))
      .then(used('a', 4, { at: start, expires: soon }), expired('a', 5, { at: soon }))
      .thenHolds('a', { status: 'inactive', ended: 'expired' }));

  it('counts in windows from the moment that the meter says', () =>
    given(item('data', [consumable(9), usesPer(2, 1, 'day')]), get('a'), later({ hours: 12 }))
      .when(recordUse('a', 2, { at: new Date('2026-01-01T06:00:00Z') }), check('use'))
      .thenDenied('use_limit_reached', undefined, { retryAt: new Date('2026-01-02T06:00:00Z') }));

  it('takes a moment that is yet to come for now, and one before the entry was active for when it became so', () =>
    given(later(day), granted('a', { uses: 9 }), later(day))
      .when(recordUse('a', 1, { at: new Date('2027-01-01T00:00:00Z') }))
      .then(used('a', 1, { at: new Date('2026-01-03T00:00:00Z') }))
      .when(recordUse('a', 2, { at: start }))
      .then(used('a', 1, { at: soon })));
});

describe('recordUse where nothing is counted', () => {
  it('holds the total against the ledger, which uses and what is given back are in', () =>
    given(item('sim'), get('a'))
      .when(recordUse('a', 5))
      .then(used('a', 5))
      .when(recordUse('a', 5))
      .thenNothing()
      .when(use(2), recordUse('a', 9))
      .then(used('a', 2), used('a', 2))
      .when(reverse(1), recordUse('a', 9))
      .then(reversed('a', 1), used('a', 1))
      .thenHolds('a', { status: 'active', remaining: null, data: {} })
      .thenAlso(ledgerIs('a', { used: 9, remaining: -9 })));

  it('counts where there is no maximum', () =>
    given(item('sim', [consumable(null)]), get('a'), use(2), setBehaviorData('a', { consumable: { used: 4 } }))
      .when(recordUse('a', 6))
      .then(used('a', 2, { data: { consumable: { used: 6 } } })));

  it('is booked once where the item was counted once', () =>
    given(item('sim', [consumable(5)]), get('a'), redefine('sim', []))
      .when(recordUse('a', 4))
      .then(adjusted('a', -5), used('a', 4))
      .when(recordUse('a', 4))
      .thenNothing()
      .thenAlso(ledgerIs('a', { granted: 5, adjusted: -5, used: 4, remaining: -4 })));

  const meter = (used: Behavior['used']): Behavior => ({
    typeHint: 'minutes',
    description: 'Counts minutes.',
    fields: [],
    validate: () => ({ type_hint: 'minutes' }),
    remaining: (_settings, { data }) => 60 - Number(data['minutes'] ?? 0),
    whenUsed: (_settings, { data }, quantity) => ({ data: { minutes: Number(data['minutes'] ?? 0) + quantity } }),
    ...(used !== undefined && { used }),
  });
  const call = [item('call', [{ type_hint: 'minutes' }]), get('a')] as const;

  it('asks a behavior of the host for what it counted', () =>
    given(knowing(meter((_settings, { data }) => Number(data['minutes'] ?? 0))), ...call, use(10))
      .when(recordUse('a', 15))
      .then(used('a', 5))
      .thenHolds('a', { remaining: 45 }));

  it('fails, and books nothing, where such a behavior does not say', async () => {
    const { engine } = await createTestEngine({ behaviors: [meter(undefined)] });
    await engine.createItem({ item: { name: 'Call', unique_key: 'call', behaviors: [{ type_hint: 'minutes' }] } });
    const { entries } = await engine.grant({ user: 'ann', item: 'call' });
    const held = { user: 'ann', entry: entries[0]!.id };
    await expect(engine.recordUse({ ...held, used: 15 })).rejects.toMatchObject({ code: 'internal' });
    expect(await engine.entry(held)).toMatchObject({ remaining: 60, revision: 1 });
  });
});

describe('what recordUse booked can be reversed like any use', () => {
  it('and a meter that still says so has the last word', () =>
    given(granted('a', { uses: 5 }), recordUse('a', 5))
      .when(reverse(2))
      .then(reversed('a', 2, { status: 'active', ended: null }))
      .when(recordUse('a', 5))
      .then(used('a', 2, { ended: 'used_up' })));

  it('also what was beyond the maximum: the ledger takes back what it gave for it', () =>
    given(granted('a', { uses: 5 }), recordUse('a', 8))
      .when(reverse())
      .then(reversed('a', 8), adjusted('a', -3))
      .thenAlso(ledgerIs('a', { granted: 5, remaining: 5 })));

  it('also what came late: it is lost with the entry', () =>
    given(granted('a', { uses: 5 }), revoke('a'), recordUse('a', 2))
      .when(reverse())
      .then(reversed('a', 2), revoked('a', 2))
      .thenAlso(ledgerIs('a', { granted: 5, adjusted: 2, revoked: 7 })));

  it('and keeps an expiry that an administrator set', () =>
    given(granted('a', { uses: 5 }), setExpiry('a', soon), recordUse('a', 2))
      .when(reverse())
      .then(reversed('a', 2))
      .thenHolds('a', { expires: soon }));
});
