import { builtinBehaviors, DeniedError } from '@holdall/core';
import {
  addBySku,
  check,
  createTestEngine,
  get,
  given,
  granted,
  item,
  later,
  sku,
  step,
  use,
  used,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, forGuests, getsPer, needing, owned, priced, usesPer } from './settings.js';

describe('rule 17: a denial lists all rules that failed, in one order', () => {
  it('the documented order is the engine’s own rule first, then the behaviors of the contract', () => {
    expect(builtinBehaviors.map(({ typeHint }) => typeHint)).toEqual([
      'consumable',
      'expirable',
      'limited_gettable',
      'time_period_gettable',
      'time_period_usable',
      'pre_req_entitlement',
      'price_overridable',
      'fulfillable',
      'spendable',
      'guest_playable',
    ]);
  });

  // Written in another order than the documented one.
  const toGet = [priced(5, 9), needing('key'), getsPer(0, 1, 'day'), owned(0)];
  const toUse = [forGuests(false), usesPer(1, 1, 'day'), consumable(1)];

  it('to get: order, check and explain agree, whatever the order in which the item names them', async () => {
    const reasons = ['limit_reached', 'get_limit_reached', 'missing_prerequisites', 'price_not_allowed'];
    const world = [item('key'), item('relic', toGet), sku('shop', { relic: 1 })];
    const also = reasons.slice(1);
    await given(...world)
      .when(addBySku('shop', { price: 1 }))
      .thenDenied('limit_reached', undefined, { also, retryAt: null });
    await given(...world)
      .when(check('get', { item: 'relic', price: 1 }))
      .thenDenied('limit_reached', undefined, { also, retryAt: null });
    await given(...world)
      .when(step(({ engine }) => engine.explain({ user: 'ann', item: 'relic', price: 1 })))
      .thenAlso((_world, outcome) => {
        expect(outcome).toMatchObject({
          result: {
            get: {
              decision: { reason: 'limit_reached', denials: reasons.map((reason) => ({ reason })) },
              rules: [
                { rule: 'offered', allowed: true, reason: null },
                ...reasons.map((reason) => ({ reason, allowed: false })),
              ],
            },
          },
        });
      });
  });

  it('to use', async () => {
    const also = ['insufficient_uses', 'use_limit_reached', 'guest_not_allowed'];
    const world = [item('ride', toUse), get('a'), use()];
    await given(...world)
      .when(use(1, { guest: true }))
      .thenDenied('used_up', { entry: 'a' }, { also });
    await given(...world)
      .when(check('use', { guest: true }))
      .thenDenied('used_up', { entry: 'a' }, { also });
  });

  it('each with its rule, its item and its facts; `reason` is the first', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'Ride', unique_key: 'ride', behaviors: toUse } });
    const error = await engine.use({ user: 'ann', item: 'ride', guest: true }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeniedError);
    expect(error).toMatchObject({
      reason: 'not_held',
      retryAt: null,
      denials: [
        { rule: 'held', reason: 'not_held', item: 1, facts: {}, retryAt: null },
        { rule: 'consumable', reason: 'insufficient_uses', item: 1, facts: { requested: 1, left: 0 }, retryAt: null },
        { rule: 'guest_playable', reason: 'guest_not_allowed', item: 1, facts: { guest: true }, retryAt: null },
      ],
    });
  });
});

describe('rule 17: retryAt of the whole is when the last of them gives way', () => {
  const slow = [item('shot', [getsPer(1, 1, 'day'), owned(1), usesPer(1, 1, 'hour')])];

  it('the latest, where time helps with all', () =>
    given(...slow, granted('a', { expires: new Date('2026-01-01T05:00:00Z') }))
      .when(get('b'))
      .thenDenied('limit_reached', undefined, { also: ['get_limit_reached'], retryAt: '2026-01-02T00:00:00Z' })
      .when(later({ days: 1 }), get('b'))
      .then(granted('b')));

  it('null, where time does not help with one', () =>
    given(...slow, granted('a'))
      .when(get('b'))
      .thenDenied('limit_reached', undefined, { also: ['get_limit_reached'], retryAt: null }));

  it('null, where by then another rule would refuse: what is held will have expired', () =>
    given(...slow, granted('a', { expires: new Date('2026-01-01T01:00:00Z') }), use())
      .when(use())
      .thenDenied('use_limit_reached', undefined, { retryAt: null }));

  it('the moment, where it is held one millisecond longer', () =>
    given(...slow, granted('a', { expires: new Date('2026-01-01T01:00:00.001Z') }), use())
      .when(use())
      .thenDenied('use_limit_reached', undefined, { retryAt: '2026-01-01T01:00:00Z' })
      .when(later({ hours: 1 }), use())
      .then(used('a', 1)));
});
