import { logTypes, replayed, type Ledger, type LogRecord } from '@holdall/core';
import {
  adjusted,
  at,
  createTestEngine,
  expired,
  get,
  given,
  granted,
  item,
  later,
  redefine,
  reverse,
  revoke,
  revoked,
  setBehaviorData,
  setExpiry,
  setStatus,
  sweep,
  use,
  type Step,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, expirable } from './settings.js';

const soon = new Date('2026-01-02T00:00:00Z');
const nothing: Ledger = { granted: 0, adjusted: 0, used: 0, expired: 0, revoked: 0, remaining: 0 };
const five = { ...nothing, granted: 5 };

describe('rule 14: granted + adjusted = remaining + used + expired + revoked', () => {
  it.each<[string, Step[], Ledger]>([
    ['a grant', [], { ...five, remaining: 5 }],
    ['a use', [use(2)], { ...five, used: 2, remaining: 3 }],
    ['the last use', [use(5)], { ...five, used: 5 }],
    ['a use given back in part', [use(4), reverse(3)], { ...five, used: 1, remaining: 4 }],
    ['a use given back in full', [use(5), reverse()], { ...five, remaining: 5 }],
    ['an expiry', [use(2), at(soon), sweep()], { ...five, used: 2, expired: 3 }],
    ['a use given back after the expiry', [use(2), at(soon), reverse()], { ...five, expired: 5 }],
    ['a revocation', [use(2), revoke('a')], { ...five, used: 2, revoked: 3 }],
    ['a use given back after it', [use(2), revoke('a'), reverse()], { ...five, revoked: 5 }],
    ['a revocation of what had expired', [use(2), at(soon), revoke('a')], { ...five, used: 2, expired: 3 }],
    ['switching off', [use(2), setStatus('a', 'inactive')], { ...five, used: 2, remaining: 3 }],
    ['a revocation of what was switched off', [setStatus('a', 'inactive'), revoke('a')], { ...five, revoked: 5 }],
    [
      'a counter set lower',
      [use(4), setBehaviorData('a', { consumable: { used: 1, max_use: 5 } })],
      { ...five, adjusted: 3, used: 4, remaining: 4 },
    ],
    [
      'a counter set higher',
      [use(1), setBehaviorData('a', { consumable: { used: 3, max_use: 5 } })],
      { ...five, adjusted: -2, used: 1, remaining: 2 },
    ],
    [
      'another maximum',
      [use(1), setBehaviorData('a', { consumable: { used: 1, max_use: 9 } })],
      { ...five, adjusted: 4, used: 1, remaining: 8 },
    ],
    [
      'what had expired made active again',
      [at(soon), sweep(), setExpiry('a', null), setStatus('a', 'active')],
      { ...five, adjusted: 5, expired: 5, remaining: 5 },
    ],
  ])('after %s', (_what, steps, ledger) =>
    given(granted('a', { uses: 5, expires: soon }))
      .when(...([...steps, later({})] as unknown as [Step]))
      .thenAlso(async ({ engine }) => {
        const ask = { user: 'ann', entry: 1 };
        const seen = await engine.ledger(ask);
        expect(seen).toEqual(ledger);
        expect(seen.granted + seen.adjusted).toBe(seen.remaining + seen.used + seen.expired + seen.revoked);
        const { status, remaining } = await engine.entry(ask);
        expect(status === 'inactive' ? seen.remaining : remaining).toBe(seen.remaining);
      }),
  );

  it('without a limit nothing is granted, and what is left falls below zero by what was used', () =>
    given(item('torch'), get('a'), use(7), reverse(2))
      .when(revoke('a'))
      .then(revoked('a', 0))
      .thenAlso(async ({ engine }) => {
        expect(await engine.ledger({ user: 'ann', entry: 1 })).toEqual({ ...nothing, used: 5, remaining: -5 });
      }));

  it('by a definition that changed, booked before what happens next', () =>
    given(item('potion', [consumable(3)]), get('a', { expires: soon }), redefine('potion', [consumable(5)]))
      .when(revoke('a'))
      .then(adjusted('a', 2), revoked('a', 5)));

  it('also of what was switched off when it changed', () =>
    given(item('potion', [consumable(3)]), get('a'), setStatus('a', 'inactive'), redefine('potion', [consumable(5)]))
      .when(revoke('a'))
      .then(adjusted('a', 2), revoked('a', 5)));
});

describe('rule 14: an expiry is logged at its true instant, with what was forfeited', () => {
  it.each<[string, Step]>([
    ['a sweep', sweep()],
    ['an administrator', setStatus('a', 'inactive')],
  ])('whenever %s comes by', (_who, finds) =>
    given(granted('a', { uses: 5, expires: soon }), use(2), later({ days: 400 }))
      .when(finds)
      .then(expired('a', 3, { at: soon, from: { status: 'active' }, status: 'inactive', ended: 'expired' })),
  );

  it('of what had been given in the meantime by a changed definition, too', () =>
    given(item('potion', [consumable(3)]), get('a', { expires: soon }), redefine('potion', [consumable(5)]))
      .when(later({ days: 10 }), sweep())
      .then(adjusted('a', 2, { at: soon }), expired('a', 5, { at: soon })));

  it('of a pending entry, as of an active one', () =>
    given(granted('a', { uses: 5, expires: soon, status: 'pending' }), later({ days: 10 }))
      .when(sweep())
      .then(expired('a', 5, { at: soon, from: { status: 'pending' } })));

  it('once: a second sweep finds nothing', () =>
    given(granted('a', { uses: 5, expires: soon }), at(soon), sweep())
      .when(sweep())
      .thenNothing());

  it('of many, soonest first, so many at a time', async () => {
    const { engine, clock } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    for (const hours of [3, 1, 2]) {
      await engine.grant({ user: 'ann', item: 'a', expires: new Date(Date.UTC(2026, 0, 1, hours)) });
    }
    clock.advance({ hours: 3 });
    expect(await engine.sweepExpired({ most: 2 })).toEqual({ expired: 2, forgotten: 0, more: true, replayed: false });
    const swept = await engine.log({ user: 'ann', types: ['expired'], direction: 'ASC' });
    expect(swept.content.map(({ entry }) => entry)).toEqual([2, 3]);
    expect(await engine.sweepExpired({ most: 2 })).toEqual({ expired: 1, forgotten: 0, more: false, replayed: false });
  });
});

describe('rule 14: the log', () => {
  it('has a closed set of types', () => {
    expect(Object.keys(logTypes)).toEqual([
      'granted',
      'adjusted',
      'reversed',
      'used',
      'expired',
      'revoked',
      'activated',
      'status_changed',
      'expires_changed',
      'data_changed',
      'credited',
    ]);
  });

  it('says who did what when, and rebuilds the entry', async () => {
    const { engine, clock } = await createTestEngine();
    const behaviors = [consumable(3), expirable(1, 'day', 'first_use')];
    await engine.createItem({ item: { name: 'Pass', unique_key: 'pass', behaviors } });
    const mine = { user: 'ann', entry: 1 };
    await engine.grant({ user: 'ann', item: 'pass', status: 'pending', actor: 'shop', info: 'a gift' });
    clock.advance({ hours: 1 });
    await engine.setStatus({ ...mine, status: 'active', actor: 'worker' });
    clock.advance({ hours: 1 });
    const { use: id } = await engine.use({ user: 'ann', item: 'pass', quantity: 2, actor: 'ann', info: 'level 7' });
    await engine.reverseUse({ user: 'ann', use: id, quantity: 1, actor: 'support' });
    await engine.setBehaviorData({ ...mine, data: { consumable: { used: 0 }, own: { colour: 'red' } } });
    await engine.setExpiry({ ...mine, expires: new Date('2026-03-01T00:00:00Z') });
    await engine.setStatus({ ...mine, status: 'inactive' });
    await engine.setStatus({ ...mine, status: 'active' });
    await engine.use({ user: 'ann', item: 'pass', quantity: 3 });
    const { content } = await engine.log({ ...mine, direction: 'ASC', size: 100 });
    expect(content.map(({ type, quantity, actor, info, use, seq }) => [seq, type, quantity, actor, info, use])).toEqual(
      [
        [1, 'granted', 3, 'shop', 'a gift', null],
        [2, 'activated', 0, 'worker', null, null],
        [3, 'used', 2, 'ann', 'level 7', 1],
        [4, 'reversed', 1, 'support', null, 1],
        [5, 'data_changed', 0, null, null, null],
        [6, 'adjusted', 1, null, null, null],
        [7, 'expires_changed', 0, null, null, null],
        [8, 'status_changed', 0, null, null, null],
        [9, 'status_changed', 0, null, null, null],
        [10, 'used', 3, null, null, 2],
      ],
    );
    const records = content.map((view): LogRecord => ({ ...view, at: view.at.getTime() }));
    const rebuilt = replayed(records as [LogRecord, ...LogRecord[]]);
    const {
      remaining: _left,
      behaviors: _rules,
      itemName: _name,
      itemKey: _key,
      itemTypeHint: _type,
      ...entry
    } = await engine.entry(mine);
    expect({
      ...rebuilt,
      createdAt: new Date(rebuilt.createdAt),
      updatedAt: new Date(rebuilt.updatedAt),
      activatedAt: new Date(rebuilt.activatedAt!),
      expires: new Date(rebuilt.expires!),
    }).toEqual({ ...entry, booked: 0 });
    expect(await engine.audit()).toEqual({ entries: 1, records: 10, unbalanced: [] });
  });
});
