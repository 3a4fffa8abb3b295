import assert from 'node:assert/strict';
import { createEngine } from '@holdall/core';
import { handedOver } from '../handed-over.js';
import { noon } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

/** One command may be about very many entries. */
export const large: readonly Scenario[] = [
  {
    title: 'an invoice of 1,000 entries is fulfilled, one use burns them all, and is reversed',
    run: async ({ store }) => {
      const engine = await createEngine({ store: handedOver(store), clock: { now: () => noon } });
      const ticket = { name: 'Ticket', unique_key: 'ticket', behaviors: [{ type_hint: 'consumable', max_use: 1 }] };
      const items = [
        { unique_key: 'ticket', quantity: 800 },
        { unique_key: 'ticket', quantity: 200 },
      ];
      const sku = { sku: 'MANY', currency_code: 'EUR', price: 1, items };
      await engine.importCatalogue({ catalogue: { items: [ticket], skus: [sku] } });
      const { invoice } = await engine.addBySku({ user: 'ann', sku: 'MANY' });
      assert.equal((await engine.fulfil({ user: 'ann', invoice: invoice!.id })).activated.length, 1000);
      const { use } = await engine.use({ user: 'ann', item: 'ticket', quantity: 1000 });
      assert.equal((await engine.balance({ user: 'ann', item: 'ticket' })).remaining, 0);
      assert.equal((await engine.reverseUse({ user: 'ann', use })).returns.length, 1000);
      assert.equal((await engine.balance({ user: 'ann', item: 'ticket' })).remaining, 1000);
      const second = await engine.addBySku({ user: 'bob', sku: 'MANY' });
      assert.equal(second.entries.length, 1000);
      assert.equal((await engine.fulfilOutstanding({ most: 5 })).activated, 1000);
      assert.deepEqual(await engine.audit(), { entries: 2000, records: 2000 + 2000 + 2000, unbalanced: [] });
    },
  },
];
