import type { Directory, EntriesInput, ItemsInput, LogInput } from '@holdall/core';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

const hour = (count: number) => new Date(Date.UTC(2026, 0, 1, count));

/** Who belongs where: only the host knows. */
const directory: Directory = {
  userNamed: async (name) => ({ Ann: 'ann', Ben: 'ben' })[name] ?? null,
  membersOf: async (group) => (group === 'red' ? ['ann', 'cem'] : []),
};

/** One entry an hour: 1 ann's sword, 2 ben's sword, 3 ann's shield (over at 5), 4 cem's potion (used up), 5 ben's shield. */
const world = async () => {
  const { engine, clock } = await createTestEngine({ directory });
  await engine.createTemplate({ template: { id: 'arms', name: 'Arms' } });
  const documents = [
    { name: 'Long sword', unique_key: 'sword', category: 'blade', tags: ['old', 'iron'], sort: 2, template: 'arms' },
    { name: 'Long shield', unique_key: 'shield', category: 'armour', tags: ['iron'], sort: 1 },
    { name: 'Potion', unique_key: 'potion', behaviors: [consumable(1)], sort: 1 },
  ];
  for (const item of documents) await engine.createItem({ item });
  const grants = [
    ['ann', 'sword'],
    ['ben', 'sword', hour(9)],
    ['ann', 'shield', hour(5)],
    ['cem', 'potion'],
    ['ben', 'shield', hour(8)],
  ] as const;
  for (const [index, [user, item, expires]] of grants.entries()) {
    clock.set(hour(index));
    await engine.grant({ user, item, ...(expires && { expires }) });
  }
  await engine.use({ user: 'cem', item: 'potion' });
  clock.set(hour(5));
  return { engine, clock };
};

describe('entries', () => {
  it.each<[EntriesInput | undefined, readonly number[]]>([
    [undefined, [1, 2, 5]],
    [{}, [1, 2, 5]],
    [{ inactive: true }, [1, 2, 3, 4, 5]],
    [{ user: 'ann' }, [1]],
    [{ user: 'ann', inactive: true }, [1, 3]],
    [{ user: 'nobody' }, []],
    [{ item: 'shield' }, [5]],
    [{ item: 1 }, [1, 2]],
    [{ item: 'nothing' }, []],
    [{ itemName: 'Long' }, [1, 2, 5]],
    [{ itemName: 'long' }, []],
    [{ itemName: 'Long', item: 'sword', user: 'ben' }, [2]],
    [{ itemName: 'Potion', item: 'sword' }, []],
    [{ users: ['ben', 'cem', 'dan'], inactive: true }, [2, 4, 5]],
    [{ users: ['ben', 'cem'], user: 'ben', group: 'red' }, []],
    [{ users: [] }, []],
    [{ userPrefix: 'be' }, [2, 5]],
    [{ userPrefix: 'Be' }, []],
    [{ userPrefix: 'a', group: 'red', inactive: true }, [1, 3]],
    [{ items: ['shield', 1, 'nothing', 99], inactive: true }, [1, 2, 3, 5]],
    [{ items: ['shield', 1], item: 'sword' }, [1, 2]],
    [{ items: [] }, []],
    [{ itemKeyPrefix: 's', inactive: true }, [1, 2, 3, 5]],
    [{ itemKeyPrefix: 'sh' }, [5]],
    [{ itemKeyPrefix: 'S' }, []],
    [{ itemKeyPrefix: 's', itemName: 'Long sw' }, [1, 2]],
    [{ ends: {} }, [2, 5]],
    [{ ends: { never: true } }, [1, 2, 5]],
    [{ ends: { from: hour(8) } }, [2, 5]],
    [{ ends: { from: hour(8), before: hour(9) } }, [5]],
    [{ ends: { from: hour(9), never: true } }, [1, 2]],
    // The shield is over at 5, the potion right after its last use at 4.
    [{ ends: { from: hour(4), before: hour(8) }, inactive: true }, [3, 4]],
    [{ ends: { before: hour(4), never: true }, inactive: true }, [1]],
    [{ ends: { before: hour(5) }, inactive: true }, [4]],
    [{ username: 'Ben' }, [2, 5]],
    [{ username: 'Nobody' }, []],
    [{ group: 'red', inactive: true }, [1, 3, 4]],
    [{ group: 'red', user: 'cem', inactive: true }, [4]],
    [{ group: 'red', username: 'Ben' }, []],
    [{ created: [{ op: 'GT', value: hour(1) }] }, [5]],
    [{ created: [{ op: 'GOE', value: hour(1) }] }, [2, 5]],
    [{ created: [{ op: 'LT', value: hour(1) }] }, [1]],
    [{ created: [{ op: 'LOE', value: hour(1) }] }, [1, 2]],
    [{ created: [{ op: 'EQ', value: hour(1) }] }, [2]],
    [
      {
        created: [
          { op: 'GT', value: hour(0) },
          { op: 'LT', value: hour(4) },
        ],
      },
      [2],
    ],
    [{ order: [{ by: 'id', direction: 'DESC' }] }, [5, 2, 1]],
    [{ order: [{ by: 'createdAt', direction: 'DESC' }] }, [5, 2, 1]],
    [{ order: [{ by: 'expires', direction: 'ASC' }] }, [5, 2, 1]],
    [{ order: [{ by: 'expires', direction: 'DESC' }] }, [1, 2, 5]],
    [{ order: [{ by: 'item', direction: 'DESC' }] }, [5, 1, 2]],
    [
      {
        order: [
          { by: 'item', direction: 'DESC' },
          { by: 'createdAt', direction: 'DESC' },
        ],
      },
      [5, 2, 1],
    ],
    [{ inactive: true, order: [{ by: 'updatedAt', direction: 'DESC' }] }, [4, 5, 3, 2, 1]],
    [{ size: 2 }, [1, 2]],
    [{ size: 2, page: 2 }, [5]],
    [{ size: 2, page: 3 }, []],
  ])('%j', async (input, expected) => {
    const { engine } = await world();
    const page = await engine.entries(input);
    expect(page.content.map(({ id }) => id)).toEqual(expected);
  });

  it('come in pages that say how many there are', async () => {
    const { engine } = await world();
    const { content: _content, ...page } = await engine.entries({ inactive: true, size: 2, page: 2 });
    expect(page).toEqual({ page: 2, size: 2, total: 5, totalPages: 3 });
  });

  it('show what they are at that moment, one millisecond before they expire and then', async () => {
    const { engine, clock } = await world();
    clock.set(new Date(hour(8).getTime() - 1));
    expect((await engine.entries({ item: 'shield' })).content).toMatchObject([
      { id: 5, status: 'active', ended: null },
    ]);
    clock.advance({ milliseconds: 1 });
    expect((await engine.entries({ item: 'shield' })).total).toBe(0);
    expect((await engine.entries({ item: 'shield', inactive: true })).content).toMatchObject([
      { id: 3, status: 'inactive', ended: 'expired' },
      { id: 5, status: 'inactive', ended: 'expired' },
    ]);
  });
});

describe('the log', () => {
  it.each<[LogInput, readonly string[]]>([
    [{ user: 'cem' }, ['used 4', 'granted 4']],
    [{ user: 'cem', direction: 'ASC' }, ['granted 4', 'used 4']],
    [{ user: 'ann', direction: 'ASC' }, ['granted 1', 'granted 3']],
    [{ user: 'ann', entry: 3 }, ['granted 3']],
    [{ user: 'ann', entry: 2 }, []],
    [{ user: 'ann', entry: 99 }, []],
    [{ user: 'cem', types: ['used', 'expired'] }, ['used 4']],
    [{ user: 'cem', types: [] }, []],
    [{ user: 'ann', size: 1, page: 2 }, ['granted 1']],
  ])('%j', async (input, expected) => {
    const { engine } = await world();
    const { content } = await engine.log(input);
    expect(content.map(({ type, entry }) => `${type} ${entry}`)).toEqual(expected);
  });
});

describe('the catalogue', () => {
  it.each<[ItemsInput | undefined, readonly number[]]>([
    [undefined, [1, 2, 3]],
    [{ template: 'arms' }, [1]],
    [{ category: 'armour' }, [2]],
    [{ tag: 'iron' }, [1, 2]],
    [{ nameContains: 'LONG' }, [1, 2]],
    [{ nameContains: 'LONG', tag: 'old' }, [1]],
    [{ order: [{ by: 'name', direction: 'ASC' }] }, [2, 1, 3]],
    [{ order: [{ by: 'name', direction: 'DESC' }] }, [3, 1, 2]],
    [{ order: [{ by: 'sort', direction: 'ASC' }] }, [2, 3, 1]],
    [{ order: [{ by: 'category', direction: 'ASC' }] }, [2, 1, 3]],
    [{ order: [{ by: 'category', direction: 'DESC' }] }, [3, 1, 2]],
    [
      {
        order: [
          { by: 'sort', direction: 'DESC' },
          { by: 'name', direction: 'DESC' },
        ],
      },
      [1, 3, 2],
    ],
    [{ size: 1, page: 2 }, [2]],
  ])('items %j', async (input, expected) => {
    const { engine } = await world();
    expect((await engine.items(input)).content.map(({ id }) => id)).toEqual(expected);
  });

  it('templates and SKUs', async () => {
    const { engine, clock } = await world();
    for (const name of ['Arms', 'Ärmel!', '!!', '??']) await engine.createTemplate({ template: { name } });
    const { content } = await engine.templates({ order: [{ by: 'name', direction: 'DESC' }] });
    expect(content.map(({ id, name }) => `${id}: ${name}`)).toEqual([
      'rmel: Ärmel!',
      'arms: Arms',
      'arms-2: Arms',
      'template-2: ??',
      'template: !!',
    ]);
    const sku = (code: string, price: number) => ({
      sku: { sku: code, currency_code: 'EUR', price, items: [{ item_id: 1 }] },
    });
    for (const [code, price] of [
      ['b', 1],
      ['a', 2],
      ['c', 1],
    ] as const)
      await engine.createSku(sku(code, price));
    const codes = async (input: object) => (await engine.skus(input)).content.map((one) => one.sku);
    expect(await codes({})).toEqual(['a', 'b', 'c']);
    expect(await codes({ order: [{ by: 'price', direction: 'ASC' }] })).toEqual(['b', 'c', 'a']);
    expect(await codes({ size: 2, page: 2 })).toEqual(['c']);
    // Written again as it is, nothing changes, not even the date.
    clock.advance({ days: 1 });
    const template = { id: 'arms', name: 'Arms' };
    expect((await engine.updateTemplate({ id: 'arms', template })).updated_date).toEqual(hour(0));
    expect((await engine.updateSku(sku('a', 2))).updated_date).toEqual(hour(5));
    const changed = await engine.updateTemplate({ id: 'arms', template: { ...template, allow_additional: true } });
    expect([changed.created_date, changed.updated_date]).toEqual([hour(0), hour(29)]);
    expect(await engine.sku('a')).toMatchObject({ price: 2, description: '' });
    expect(await engine.template('arms')).toMatchObject({ allow_additional: true });
  });
});

describe('explain', () => {
  it('tells every rule with its facts, and of every open entry what it has left', async () => {
    const { engine, clock } = await createTestEngine();
    await engine.createItem({ item: { name: 'Potion', unique_key: 'potion', behaviors: [consumable(3)] } });
    const mine = { user: 'ann', item: 'potion' };
    await engine.grant({ ...mine, expires: hour(2) });
    await engine.grant({ ...mine, status: 'pending' });
    await engine.grant({ ...mine, expires: hour(1) });
    clock.set(hour(1));
    const explanation = await engine.explain({ ...mine, quantity: 4 });
    expect(explanation).toMatchObject({
      user: 'ann',
      item: { id: 1, name: 'Potion', archived: false },
      get: { decision: { allowed: true }, retryAt: null },
      use: {
        decision: { allowed: false, reason: 'insufficient_uses' },
        rules: [
          { rule: 'held', allowed: true, facts: { entries: 1 }, reason: null, retryAt: null },
          { rule: 'consumable', allowed: false, facts: { requested: 4, left: 3 }, reason: 'insufficient_uses' },
        ],
        usableAt: null,
      },
      remaining: 3,
    });
    expect(explanation.entries.map(({ id, status, remaining }) => [id, status, remaining])).toEqual([
      [1, 'active', 3],
      [2, 'pending', 3],
    ]);
  });
});
