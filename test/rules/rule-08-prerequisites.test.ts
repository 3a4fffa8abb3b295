import {
  createTestEngine,
  get,
  given,
  granted,
  item,
  later,
  revoke,
  setStatus,
  step,
  use,
  type Step,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, needing } from './settings.js';

const soon = new Date('2026-01-02T00:00:00Z');
const items = [
  item('medal', [], {}),
  item('ticket', [consumable(1)]),
  item('crown', [needing('ticket', 'medal')]),
] as const;
const ticket = (label: string) => get(label, { item: 'ticket', expires: soon });
const medal = (label: string) => get(label, { item: 'medal' });

describe('rule 8: every prerequisite is held in an active, unexpired entry', () => {
  const crown = get('crown', { item: 'crown' });

  it('all held: yes', () =>
    given(...items, ticket('t'), medal('m'))
      .when(crown)
      .then(granted('crown')));

  it('none held: no, and it names them all', () =>
    given(...items)
      .when(crown)
      .thenDenied('missing_prerequisites', { missing: ['ticket', 'medal'] }, { retryAt: null }));

  it.each<[string, Step[]]>([
    ['only pending', [setStatus('t', 'pending')]],
    ['switched off', [setStatus('t', 'inactive')]],
    ['revoked', [revoke('t')]],
    ['used up', [use(1, { item: 'ticket' })]],
    ['expired', [later({ days: 1 })]],
  ])('one is %s: no', (_what, history) =>
    given(...items, ticket('t'), medal('m'), ...history)
      .when(crown)
      .thenDenied('missing_prerequisites', { missing: ['ticket'] }),
  );

  it('held one millisecond before it expires: yes', () =>
    given(
      ...items,
      ticket('t'),
      medal('m'),
      step(async ({ clock }) => clock.set(new Date(soon.getTime() - 1))),
    )
      .when(crown)
      .then(granted('crown')));

  it('asked only at get time: what was got stays when a prerequisite goes', () =>
    given(...items, ticket('t'), medal('m'), crown, revoke('t'))
      .when(use(1, { item: 'crown' }))
      .thenHolds('crown', { status: 'active' }));
});

describe('rule 8: a cycle is refused when it is written', () => {
  it.each([
    [['a'], 'would make a cycle: 1 needs 1'],
    [['b'], 'would make a cycle: 1 needs 2 needs 1'],
    [['c'], 'would make a cycle: 1 needs 3 needs 1'],
  ])('a that needs %j', async (needed, message) => {
    const { engine } = await createTestEngine();
    const put = (key: string, needs: readonly string[]) => ({
      item: { name: key, unique_key: key, behaviors: needs.length > 0 ? [needing(...needs)] : [] },
    });
    await engine.createItem(put('a', []));
    await engine.createItem(put('b', ['a']));
    await engine.createItem(put('c', ['b', 'a']));
    await expect(engine.updateItem({ id: 'a', ...put('a', needed) })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ path: 'item.behaviors[0].item_ids', message }] },
    });
    expect((await engine.item('a')).behaviors).toEqual([]);
  });

  it('two that need the same one are no cycle', async () => {
    const { engine } = await createTestEngine();
    const item1 = { name: 'a', unique_key: 'a' };
    const catalogue = {
      items: [
        { name: 'd', unique_key: 'd', behaviors: [needing('b', 'c')] },
        { name: 'b', unique_key: 'b', behaviors: [needing('a')] },
        { name: 'c', unique_key: 'c', behaviors: [needing('a')] },
        item1,
      ],
    };
    await expect(engine.importCatalogue({ catalogue })).resolves.toMatchObject({ written: 4 });
    const cyclic = { items: [...catalogue.items.slice(0, 3), { ...item1, behaviors: [needing('d')] }] };
    await expect(engine.importCatalogue({ catalogue: cyclic })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
