import { createTestEngine } from '@holdall/testing';
import { createEngine, MemoryStore } from '@holdall/core';
import { it } from 'vitest';
const out = async (name: string, p: () => Promise<unknown>) => {
  const r = await Promise.race([
    p().then(
      (v) => 'ok ' + JSON.stringify(v)?.slice(0, 260),
      (e) => `${e.code} ${e.message} ${JSON.stringify(e.details)}`.slice(0, 260),
    ),
    new Promise((s) => setTimeout(() => s('HANGS'), 700)),
  ]);
  console.log(name, '=>', r);
};
it('probe', async () => {
  const { engine, clock } = await createTestEngine();
  const limited = (n: number) => [
    { type_hint: 'limited_gettable', group: { name: 'g', owned_limit: n, active_only: true } },
  ];
  await engine.createItem({
    item: { name: 'A', unique_key: 'a', behaviors: [{ type_hint: 'consumable', max_use: 5 }] },
  });
  await engine.createItem({ item: { name: 'T', unique_key: 't' } });
  await engine.grant({ user: 'u', item: 'a', maxUse: 2 ** 53 - 1 });
  await engine.grant({ user: 'u', item: 'a', maxUse: 2 ** 53 - 1 });
  await out('use 1 of two entries of 2^53-1', () => engine.use({ user: 'u', item: 'a' }));
  await out('balance', () => engine.balance({ user: 'u', item: 'a' }));
  await engine.grant({ user: 'u', item: 't' });
  await out('unlimited use 2^53-1', () => engine.use({ user: 'u', item: 't', quantity: 2 ** 53 - 1 }));
  await out('again', () => engine.use({ user: 'u', item: 't', quantity: 2 ** 53 - 1 }));
  await out('audit', () => engine.ledger({ user: 'u', entry: 3 }));
  await out('check get price on unpriced', () => engine.check({ user: 'u', item: 'a', action: 'get', price: 5 }));
  await out('setExpiry without expires', () => engine.setExpiry({ user: 'u', entry: 1 } as never));
  await out('setBehaviorData without data', () => engine.setBehaviorData({ user: 'u', entry: 1 } as never));
  await out('two stage', () => engine.grant({ user: '', item: 'a', overrides: ['nope'] }));
  await out('two stage doc', () => engine.createItem({ item: { name: '' }, key: '' }));
  // deactivated and over
  await engine.grant({ user: 'v', item: 'a', expires: new Date('2026-01-02') });
  const { use } = await engine.use({ user: 'v', item: 'a', quantity: 2 });
  await engine.setStatus({ user: 'v', entry: 4, status: 'inactive' });
  clock.advance({ days: 9 });
  await out('reverse into switched off and over', () => engine.reverseUse({ user: 'v', use }));
  // archived group member blocks import
  await engine.importCatalogue({
    catalogue: {
      items: [
        { name: 'x', unique_key: 'x', behaviors: limited(1) },
        { name: 'y', unique_key: 'y', behaviors: limited(1) },
      ],
    },
  });
  await engine.deleteItem({ id: 'y' });
  await out('import after archived member', () =>
    engine.importCatalogue({ catalogue: { items: [{ name: 'x', unique_key: 'x', behaviors: limited(2) }] } }),
  );
  await engine.createSku({
    sku: {
      sku: 'big',
      currency_code: 'EUR',
      price: 1,
      items: Array.from({ length: 100 }, () => ({ unique_key: 't', quantity: 1000 })),
    },
  });
  const t0 = Date.now();
  await engine.addBySku({ user: 'z', sku: 'big' }).then(
    (r) => console.log('sku of 100,000 entries', r.entries.length, Date.now() - t0, 'ms'),
    (e) => console.log('big sku', e.code, e.message.slice(0, 150)),
  );
  engine.subscribe(() => new Promise(() => undefined));
  await engine.grant({ user: 'w', item: 't' });
  await out('close with a subscriber that never answers', () => engine.close());
  let bad = false;
  const e2 = await createEngine({
    store: new MemoryStore(),
    clock: {
      now: () => {
        if (bad) throw new Error('clock');
        return 1;
      },
    },
  });
  bad = true;
  process.once('unhandledRejection', (e) => console.log('unhandled', String(e)));
  await out('clock throws', () => e2.createItem({ item: { name: 'A' } }));
  bad = false;
  await out('after clock throws', () => e2.createItem({ item: { name: 'A' } }));
});
