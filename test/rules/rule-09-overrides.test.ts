import { addBySku, archive, check, get, given, granted, item, sku } from '@holdall/testing';
import { describe, it } from 'vitest';
import { getsPer, needing, owned } from './settings.js';

const guarded = [item('relic', [owned(0), getsPer(0, 1, 'day'), needing('key')]), item('key')];
const world = [guarded[1]!, guarded[0]!, sku('shop', { relic: 1 })];
const relic = { item: 'relic' } as const;
const also = ['get_limit_reached', 'missing_prerequisites'];
const all = ['limited_gettable', 'time_period_gettable', 'pre_req_entitlement'];

describe('rule 9: overrides skip the behaviors that they name, on a get', () => {
  it('none', () =>
    given(...world)
      .when(get('a', relic))
      .thenDenied('limit_reached', undefined, { also }));

  it('one of three', () =>
    given(...world)
      .when(get('a', { ...relic, overrides: ['time_period_gettable'] }))
      .thenDenied('limit_reached', undefined, { also: ['missing_prerequisites'] }));

  it('all of them, in every way to get', () =>
    given(...world)
      .when(
        get('a', { ...relic, overrides: all }),
        addBySku('shop', { overrides: all, skipInvoice: true, as: ['b'] }),
        check('get', { ...relic, overrides: all }),
      )
      .thenAllowed()
      .thenLists('a', 'b'));

  it('one that the item does not have skips nothing', () =>
    given(item('plain'))
      .when(get('a', { overrides: ['spendable'] }))
      .then(granted('a')));

  it('an unknown name is an error, wherever it is given', async () => {
    const overrides = ['limited_gettable', 'limited_getable'];
    await given(...world)
      .when(get('a', { ...relic, overrides }))
      .thenInvalid('overrides[1]');
    await given(...world)
      .when(addBySku('shop', { overrides }))
      .thenInvalid('overrides[1]');
    await given(...world)
      .when(check('get', { ...relic, overrides }))
      .thenInvalid('overrides[1]');
    await given(...world)
      .when(check('use', { ...relic, overrides }))
      .thenInvalid('overrides[1]');
  });

  it('what is no longer offered cannot be overridden', () =>
    given(...world, archive('relic'))
      .when(get('a', { ...relic, overrides: all }))
      .thenDenied('item_archived', {}));
});
