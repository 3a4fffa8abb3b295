import { describe, expect, it } from 'vitest';
import { begun, committed, held, hostOn, openShop, order, orders } from './host.js';
import { sqliteTypes, temporaryFile } from './worlds.js';

describe.each(sqliteTypes)('within on %s', (type) => {
  const place = () => ({ type, database: temporaryFile() }) as const;

  it('fails as transient when another has written since the transaction began to read; begun again, it works', async () => {
    const shop = await openShop(place());
    const tries: string[] = [];
    const attempt = () =>
      shop.dataSource.transaction(async (manager) => {
        await manager.query('select count(*) from shop_order');
        if (tries.length === 0) await shop.engine.grant({ user: 'bob', item: 'key' });
        tries.push('read');
        await shop.engine.within(manager).grant({ user: 'ann', item: 'key' });
      });
    const failed = attempt();
    await expect(failed).rejects.toMatchObject({ code: 'storage_busy', transient: true });
    await expect(failed).rejects.toThrow('begin it again');
    await attempt();
    expect(await held(shop.engine)).toEqual(['ann Key', 'bob Key']);
  });

  it('writes first and reads later without ever being too late', async () => {
    const shop = await openShop(place());
    await shop.dataSource.transaction(async (manager) => {
      await order(manager, 1);
      const outside = shop.engine.grant({ user: 'bob', item: 'key' });
      await manager.query('select count(*) from shop_order');
      await shop.engine.within(manager).grant({ user: 'ann', item: 'key' });
      await manager.query(`update shop_order set text = 'done'`);
      void outside.catch(() => undefined);
    });
    await shop.engine.idle();
    expect(await held(shop.engine)).toEqual(['ann Key', 'bob Key']);
  });

  it('leaves the time that the host lets statements wait as it is', async () => {
    const shop = await openShop(place());
    await shop.dataSource.query('pragma busy_timeout = 4321');
    await committed(shop, (inside) => inside.grant({ user: 'ann', item: 'key' }));
    expect(await shop.dataSource.query('pragma busy_timeout')).toEqual([{ timeout: 4321 }]);
  });

  it('waits for another writer no longer than busyTimeout, and not in the way of the event loop', async () => {
    const shared = place();
    const shop = await openShop(shared, { busyTimeout: 100 });
    const other = await begun(await hostOn(shared));
    await order(other, 1);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const waiting = committed(shop, (inside) => inside.grant({ user: 'ann', item: 'key' }));
    await expect(waiting).rejects.toMatchObject({ code: 'storage_busy', transient: true });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    await other.commitTransaction();
    await committed(shop, (inside) => inside.grant({ user: 'ann', item: 'key' }));
    expect(await held(shop.engine)).toEqual(['ann Key']);
  });

  it('leaves nothing when the disk is full, takes no more commands then, and works when there is room', async () => {
    const shop = await openShop(place());
    const { engine, dataSource } = shop;
    const [pages] = await dataSource.query<{ page_count: number }[]>('pragma page_count');
    await dataSource.query(`pragma max_page_count = ${pages!.page_count + 4}`);
    const runner = await begun(dataSource);
    await order(runner, 1);
    const inside = engine.within(runner);
    const large = inside.grant({ user: 'ann', item: 'key', quantity: 1000 });
    await expect(large).rejects.toMatchObject({ code: 'storage_full', transient: true });
    await runner.rollbackTransaction().catch(() => undefined);
    expect(await orders(dataSource)).toEqual([]);
    await dataSource.query('pragma max_page_count = 100000');
    await committed(shop, async (again, manager) => {
      await order(manager, 2);
      await again.grant({ user: 'ann', item: 'key', quantity: 1000 });
    });
    expect(await orders(dataSource)).toEqual([2]);
    expect(await engine.audit()).toMatchObject({ entries: 1000, unbalanced: [] });
    await engine.idle();
    expect(shop.told).toHaveLength(1000);
  });

  it('is refused when SQLite has rolled back by itself: a savepoint would begin another transaction', async () => {
    const shop = await openShop(place());
    const { engine, dataSource } = shop;
    const [pages] = await dataSource.query<{ page_count: number }[]>('pragma page_count');
    await dataSource.query(`pragma max_page_count = ${pages!.page_count + 4}`);
    const runner = await begun(dataSource);
    const inside = engine.within(runner);
    await inside.grant({ user: 'ann', item: 'key' });
    // A statement for a single row has no way back but that of the whole transaction.
    const filling = runner.query(`insert into shop_order values (1, zeroblob(1000000))`);
    await expect(filling).rejects.toThrow('full');
    await expect(inside.grant({ user: 'bob', item: 'key' })).rejects.toMatchObject({ code: 'transaction_not_usable' });
    await runner.rollbackTransaction().catch(() => undefined);
    expect(await held(engine)).toEqual([]);
    await engine.idle();
    expect(shop.told).toEqual([]);
  });
});
