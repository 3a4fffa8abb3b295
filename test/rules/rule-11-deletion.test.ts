import {
  addBySku,
  archive,
  check,
  createTestEngine,
  get,
  given,
  item,
  reverse,
  sku,
  use,
  used,
} from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

const world = [item('sword', [consumable(3)]), sku('shop', { sword: 1 }), get('mine'), archive('sword')];

describe('rule 11: deleting an item archives it', () => {
  it('no new gets, in no way', async () => {
    await given(...world)
      .when(get('more'))
      .thenDenied('item_archived', {}, { retryAt: null });
    await given(...world)
      .when(addBySku('shop'))
      .thenDenied('item_archived', {});
    await given(...world)
      .when(check('get'))
      .thenDenied('item_archived', {});
  });

  it('what is held keeps its name and stays usable', () =>
    given(...world)
      .when(use(2), reverse(1), check('use'))
      .thenAllowed()
      .thenHolds('mine', { itemName: 'sword', status: 'active', remaining: 2 })
      .thenLists('mine')
      .when(use(1))
      .then(used('mine', 1)));

  it('no listing, unless archived items are asked for; deleted twice is deleted', async () => {
    const { engine, clock } = await createTestEngine();
    await engine.createItem({ item: { name: 'Sword', unique_key: 'sword' } });
    const first = await engine.deleteItem({ id: 'sword' });
    clock.advance({ days: 1 });
    expect(await engine.deleteItem({ id: 1 })).toEqual(first);
    expect((await engine.items()).total).toBe(0);
    expect((await engine.items({ archived: true })).content).toMatchObject([{ unique_key: 'sword', archived: true }]);
    expect(await engine.item(1)).toMatchObject({ archived: true });
  });

  it('cannot be changed any more, and its unique key stays taken', async () => {
    const { engine } = await createTestEngine();
    const document = { name: 'Sword', unique_key: 'sword' };
    await engine.createItem({ item: document });
    await engine.deleteItem({ id: 'sword' });
    await expect(engine.updateItem({ id: 'sword', item: document })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'archived', item: 1 },
    });
    await expect(engine.createItem({ item: document })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('is not brought back by an import that still lists it', async () => {
    const { engine } = await createTestEngine();
    const items = [{ name: 'Sword', unique_key: 'sword' }];
    await engine.importCatalogue({ catalogue: { items } });
    await engine.deleteItem({ id: 'sword' });
    const again = await engine.importCatalogue({
      catalogue: { items: [...items, { name: 'Bow', unique_key: 'bow' }] },
    });
    expect(again).toMatchObject({ written: 1, unchanged: 0, archived: [1] });
    expect(await engine.item('sword')).toMatchObject({ archived: true });
  });
});

describe('rule 11: deleting a template', () => {
  const shop = async () => {
    const { engine } = await createTestEngine();
    await engine.createTemplate({ template: { id: 'weapon', name: 'Weapon', allow_additional: true } });
    return engine;
  };

  it('that nothing uses', async () => {
    const engine = await shop();
    expect(await engine.deleteTemplate({ id: 'weapon' })).toEqual({ detached: [], replayed: false });
    await expect(engine.template('weapon')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that items use needs cascade: detach, and then they keep what they have', async () => {
    const engine = await shop();
    const additional_properties = { colour: { type: 'text', value: 'red' } };
    await engine.createItem({ item: { name: 'Sword', template: 'weapon', additional_properties } });
    await engine.createItem({ item: { name: 'Bow', template: 'weapon' } });
    await expect(engine.deleteTemplate({ id: 'weapon' })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'template_in_use', template: 'weapon', items: [1, 2] },
    });
    expect((await engine.templates()).total).toBe(1);
    expect(await engine.deleteTemplate({ id: 'weapon', cascade: 'detach' })).toMatchObject({ detached: [1, 2] });
    expect((await engine.templates()).total).toBe(0);
    expect(await engine.item(1)).toMatchObject({ template: null, additional_properties });
  });
});

it('rule 11: deleting a SKU leaves what came by it', async () => {
  const { engine } = await createTestEngine();
  await engine.createItem({ item: { name: 'Sword', unique_key: 'sword' } });
  await engine.createSku({ sku: { sku: 'shop', currency_code: 'EUR', price: 1, items: [{ unique_key: 'sword' }] } });
  const { invoice } = await engine.addBySku({ user: 'ann', sku: 'shop' });
  expect(await engine.deleteSku({ sku: 'shop' })).toEqual({ sku: 'shop', replayed: false });
  await expect(engine.addBySku({ user: 'ann', sku: 'shop' })).rejects.toMatchObject({ code: 'not_found' });
  const { activated } = await engine.fulfil({ user: 'ann', invoice: invoice!.id });
  expect(activated).toMatchObject([{ sku: 'shop', status: 'active' }]);
  expect((await engine.check({ user: 'ann', item: 'sword', sku: 'shop' })).allowed).toBe(true);
});
