import type { Engine } from '@holdall/core';

/** Something of everything, so that requests have something to break: ids from 1, in this order. Ann is user 7, Bob 8. */
export const furnish = async (engine: Engine): Promise<void> => {
  await engine.createTemplate({
    template: {
      id: 'gear',
      name: 'Gear',
      properties: [{ name: 'weight', type: 'integer', required: false, min: 0, max: 100 }],
      behaviors: [{ behavior: { type_hint: 'consumable', max_use: 3 }, modifiable: true, required: false }],
    },
  });
  const group = { name: 'starters', owned_limit: 50, active_only: true };
  const items = [
    { name: 'Potion', unique_key: 'potion', behaviors: [{ type_hint: 'consumable', max_use: 1_000_000 }] },
    { name: 'Sword', template: 'gear', additional_properties: { weight: { type: 'integer', value: 7 } } },
    { name: 'Starter', behaviors: [{ type_hint: 'limited_gettable', group }] },
  ];
  for (const item of items) await engine.createItem({ item });
  await engine.createSku({
    sku: {
      sku: 'POTION-1',
      description: 'One potion',
      currency_code: 'EUR',
      price: 100,
      items: [{ item_id: 1, quantity: 1 }],
    },
  });
  for (const [user, item] of [
    ['7', 1],
    ['7', 2],
    ['8', 1],
  ] as const) {
    await engine.grant({ user, item });
  }
};
