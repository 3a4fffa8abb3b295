/** Enough rules that orders are refused now and then, and that what is refused depends on what came before. */
export const catalogue = {
  templates: [],
  items: [
    { name: 'Potion', unique_key: 'potion', behaviors: [{ type_hint: 'consumable', max_use: 5 }] },
    {
      name: 'Pass',
      unique_key: 'pass',
      behaviors: [
        { type_hint: 'limited_gettable', group: { name: 'passes', owned_limit: 3, active_only: true } },
        { type_hint: 'consumable', max_use: 2 },
      ],
    },
    {
      name: 'Room',
      unique_key: 'room',
      behaviors: [
        { type_hint: 'pre_req_entitlement', item_ids: ['pass'] },
        { type_hint: 'consumable', max_use: 1 },
      ],
    },
    { name: 'Coin', unique_key: 'coin', behaviors: [{ type_hint: 'consumable' }] },
    { name: 'Keg', unique_key: 'keg', behaviors: [{ type_hint: 'consumable', max_use: 1000 }] },
    {
      name: 'Medal',
      unique_key: 'medal',
      behaviors: [{ type_hint: 'limited_gettable', group: { name: 'medals', owned_limit: 5, active_only: false } }],
    },
  ],
  skus: [
    {
      sku: 'chest',
      currency_code: 'EUR',
      price: 500,
      items: [{ unique_key: 'potion', quantity: 2 }, { unique_key: 'coin' }],
    },
  ],
};

/** What the mixed load is about. */
export const items = ['potion', 'pass', 'room', 'coin'] as const;
