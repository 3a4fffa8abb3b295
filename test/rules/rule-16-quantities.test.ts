import type { CommandType, Engine } from '@holdall/core';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';

const wrong: readonly unknown[] = [0, -1, 1.5, NaN, Infinity, 2 ** 53, '3', true, [1], {}, 1n];
const mine = { user: 'ann', item: 'potion' };

/** Everything that asks for a number of something, and the field that says how many. */
const asked: readonly [CommandType | 'check' | 'explain', Record<string, unknown>, string][] = [
  ['use', mine, 'quantity'],
  ['grant', mine, 'quantity'],
  ['grant', mine, 'maxUse'],
  ['reverseUse', { user: 'ann', use: 1 }, 'quantity'],
  ['sweepExpired', {}, 'most'],
  ['fulfilOutstanding', {}, 'most'],
  ['check', mine, 'quantity'],
  ['check', { ...mine, action: 'get' }, 'quantity'],
  ['explain', mine, 'quantity'],
];

const world = async () => {
  const { engine } = await createTestEngine();
  await engine.createItem({ item: { name: 'Potion', unique_key: 'potion', behaviors: [consumable(9)] } });
  await engine.grant(mine);
  await engine.use({ ...mine, quantity: 5 });
  return engine;
};
const ask = (engine: Engine, what: string, input: object): Promise<unknown> =>
  (engine as unknown as Record<string, (input: object) => Promise<unknown>>)[what]!(input);

describe('rule 16: what is asked for is a whole number of at least 1', () => {
  it.each(asked)('%s %j: %s', async (what, input, field) => {
    const engine = await world();
    const before = [await engine.audit(), await engine.balance(mine)];
    for (const value of wrong) {
      await expect(ask(engine, what, { ...input, [field]: value })).rejects.toMatchObject({
        code: 'invalid_input',
        details: { faults: [{ path: field }] },
      });
    }
    expect([await engine.audit(), await engine.balance(mine)]).toEqual(before);
    await expect(ask(engine, what, { ...input, [field]: 1 })).resolves.toBeDefined();
  });

  it.each([
    [
      'the quantity of a SKU',
      { sku: 's', currency_code: 'EUR', price: 1, items: [{ item_id: 1, quantity: 0 }] },
      'sku.items[0].quantity',
    ],
    ['its price', { sku: 's', currency_code: 'EUR', price: -1, items: [{ item_id: 1 }] }, 'sku.price'],
  ])('%s', async (_what, sku, path) => {
    const engine = await world();
    await expect(engine.createSku({ sku })).rejects.toMatchObject({ details: { faults: [{ path }] } });
  });

  it('2^53 - 1 is the most, and exact', async () => {
    const engine = await world();
    const most = Number.MAX_SAFE_INTEGER;
    await engine.grant({ user: 'ben', item: 'potion', maxUse: most });
    const { remaining } = await engine.use({ user: 'ben', item: 'potion', quantity: most - 1 });
    expect(remaining).toBe(1);
  });
});
