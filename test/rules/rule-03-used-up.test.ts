import type { InventoryEvent } from '@holdall/core';
import { createTestEngine, get, given, granted, item, use, used } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

describe('rule 3: max_use', () => {
  it.each([[[consumable(null)]], [[{ type_hint: 'consumable' }]], [[]]])(
    'is without limit where it is not said: %j',
    (behaviors) =>
      given(item('torch', behaviors), get('torch'))
        .when(use(1_000_000), use(1))
        .then(used('torch', 1_000_000), used('torch', 1))
        .thenHolds('torch', { status: 'active', remaining: null })
        .thenLeft(null),
  );

  it('one before it, the entry stays active', () =>
    given(item('potion', [consumable(3)]), get('potion'))
      .when(use(2))
      .then(used('potion', 2, { data: { consumable: { used: 2 } } }))
      .thenHolds('potion', { status: 'active', ended: null, remaining: 1 }));

  it('the use that reaches it makes the entry inactive in the same record', () =>
    given(item('potion', [consumable(3)]), get('potion'), use(2))
      .when(use(1))
      .then(used('potion', 1, { status: 'inactive', ended: 'used_up' }))
      .thenHolds('potion', { status: 'inactive', ended: 'used_up', remaining: 0 })
      .thenLists());

  it('one over it is refused and takes nothing', () =>
    given(item('potion', [consumable(3)]), get('potion'), use(2))
      .when(use(2))
      .thenDenied('insufficient_uses', { requested: 2, left: 1 })
      .thenHolds('potion', { status: 'active', remaining: 1 }));

  it('whoever subscribed hears that it is used up, after the use that did it', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'Potion', unique_key: 'potion', behaviors: [consumable(2)] } });
    const heard: InventoryEvent['type'][] = [];
    engine.subscribe(({ type }) => void heard.push(type));
    await engine.grant({ user: 'ann', item: 'potion' });
    await engine.use({ user: 'ann', item: 'potion' });
    await engine.use({ user: 'ann', item: 'potion' });
    await engine.idle();
    expect(heard).toEqual(['granted', 'used', 'used', 'used_up']);
  });

  it('what was given as gone is gone: no use finds it, whatever is asked for', () =>
    given(granted('gift', { uses: 1 }), use())
      .when(use())
      .thenDenied('used_up', { entry: 'gift' }, { also: ['insufficient_uses'] }));
});
