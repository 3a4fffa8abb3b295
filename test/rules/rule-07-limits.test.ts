import {
  createTestEngine,
  get,
  given,
  granted,
  item,
  later,
  redefine,
  revoke,
  setStatus,
  type Step,
  use,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, everOwned, getsPer, owned } from './settings.js';

const soon = new Date('2026-01-02T00:00:00Z');
const late = new Date('2026-06-01T00:00:00Z');

describe('rule 7: limited_gettable counts the entries of a group', () => {
  it.each([
    [1, null],
    [2, null],
    [3, { group: 'swords', limit: 3, owned: 1, requested: 3 }],
  ])('%i more where 1 of 3 are held', async (quantity, facts) => {
    const labels = ['b', 'c', 'd'].slice(0, quantity);
    const spec = given(item('sword', [owned(3, 'swords')]), get('a')).when(get(labels));
    if (facts === null) await spec.thenLists('a', ...labels);
    else await spec.thenDenied('limit_reached', facts).thenLists('a');
  });

  it('over all items of the group', () =>
    given(item('red', [owned(2, 'swords')]), item('blue', [owned(2, 'swords')]), get('a'), get('b', { item: 'blue' }))
      .when(get('c'))
      .thenDenied('limit_reached', { group: 'swords', limit: 2, owned: 2, requested: 1 }));

  it('and not over items that name no group, or another', () =>
    given(item('red', [owned(1)]), item('blue', [owned(1)]), item('green', [owned(1, 'item-1-own')]), get('a'))
      .when(get('b', { item: 'blue' }), get('c', { item: 'green' }))
      .thenLists('a', 'b', 'c'));

  it.each<[string, Step[], 'counts' | 'does not count', 'counts' | 'does not count']>([
    ['an active entry', [], 'counts', 'counts'],
    ['a pending entry', [setStatus('a', 'pending')], 'counts', 'counts'],
    ['an entry that was switched off', [setStatus('a', 'inactive')], 'does not count', 'counts'],
    ['an entry that was revoked', [revoke('a')], 'does not count', 'counts'],
    ['an entry that is used up', [use(5)], 'does not count', 'counts'],
    ['an entry that has expired', [later({ days: 1 })], 'does not count', 'counts'],
    ['a pending entry that has expired', [setStatus('a', 'pending'), later({ days: 1 })], 'does not count', 'counts'],
  ])('%s: active_only %s %s', async (_what, history, active, ever) => {
    const after = [granted('a', { uses: 5, expires: soon }), ...history];
    for (const [limit, expected] of [
      [owned(1, 'one'), active],
      [everOwned(1, 'one'), ever],
    ] as const) {
      const spec = given(item('sword', [consumable(), limit]), ...after).when(get('b'));
      if (expected === 'does not count') await spec.then(granted('b'));
      else await spec.thenDenied('limit_reached', { group: 'one', limit: 1, owned: 1, requested: 1 });
    }
  });

  it.each([
    [1, soon],
    [2, late],
    [3, null],
    [4, null],
  ])('room for %i of 3 comes when enough of them have expired', (quantity, retryAt) =>
    given(
      item('sword', [owned(3, 'swords')]),
      granted('late', { expires: late }),
      granted('soon', { expires: soon }),
      get('forever'),
    )
      .when(get(['b', 'c', 'd', 'e'].slice(0, quantity)))
      .thenDenied('limit_reached', undefined, { retryAt }),
  );

  it('time never helps where entries count for ever', () =>
    given(item('sword', [everOwned(1)]), granted('a', { expires: soon }))
      .when(get('b'))
      .thenDenied('limit_reached', undefined, { retryAt: null }));

  it('others have limits of their own', () =>
    given(item('sword', [owned(1)]), get('a'))
      .when(get('b', { user: 'ben' }))
      .then(granted('b')));
});

describe('rule 7: the items of a group have the same settings', () => {
  const world = async () => {
    const { engine } = await createTestEngine();
    const put = (key: string, behaviors: object[]) => ({ item: { name: key, unique_key: key, behaviors } });
    await engine.createItem(put('red', [owned(2, 'swords'), getsPer(5, 1, 'day', 'shop')]));
    return { engine, put };
  };
  const conflict = { code: 'conflict', details: { reason: 'group_settings_differ', items: [1] } };

  it.each([
    ['another limit', owned(3, 'swords')],
    ['another way to count', everOwned(2, 'swords')],
    ['another window', getsPer(5, 2, 'day', 'shop')],
  ])('a write with %s is refused', async (_what, behavior) => {
    const { engine, put } = await world();
    await expect(engine.createItem(put('blue', [behavior]))).rejects.toMatchObject(conflict);
    await engine.createItem(put('blue', []));
    await expect(engine.updateItem({ id: 'blue', ...put('blue', [behavior]) })).rejects.toMatchObject(conflict);
    expect((await engine.items()).content.map(({ behaviors }) => behaviors.length)).toEqual([2, 0]);
  });

  it('unless it cascades: then the others change, too', async () => {
    const { engine, put } = await world();
    await engine.createItem({ ...put('blue', [owned(3, 'swords'), getsPer(9, 1, 'week', 'shop')]), cascade: true });
    expect((await engine.item('red')).behaviors).toEqual([owned(3, 'swords'), getsPer(9, 1, 'week', 'shop')]);
  });

  it('a cascade counts at once for what is held', () =>
    given(item('red', [owned(1, 'swords')]), item('blue', [owned(1, 'swords')]), get('a'))
      .when(redefine('blue', [owned(2, 'swords')], { cascade: true }), get('b'))
      .then(granted('b')));
});
